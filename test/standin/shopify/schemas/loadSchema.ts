import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql'
import { readSchemaFile, type SchemaName } from '../../../../scripts/fetchSchemas.ts'

type SchemaFile = { data: IntrospectionQuery; offline_scopes?: { items: OfflineScope[] } }

/** Access scopes of a type, or of one of its fields. */
export type OfflineScope = {
  type: 'type' | 'field'
  typeName: string
  fieldName?: string
  returnType?: string
  requiredAccess: string
  offlineScopes: string[]
}

const files = new Map<SchemaName, Promise<SchemaFile>>()
const schemas = new Map<SchemaName, Promise<GraphQLSchema>>()

/**
 * Load one of Shopify's published schemas; fetches it if the cache lacks it.
 *
 * @throws Error if the fetch fails or the digest differs from the pinned one.
 */
export function loadSchema(name: SchemaName): Promise<GraphQLSchema> {
  return once(schemas, name, async () =>
    buildClientSchema((await loadFile(name)).data, { assumeValid: true }),
  )
}

/** Load the access scopes of an Admin API version, by type and by field. */
export async function loadScopes(version: '2026-07' | '2026-10'): Promise<readonly OfflineScope[]> {
  const { offline_scopes } = await loadFile(`admin_${version}`)
  if (!offline_scopes) throw new Error(`The Admin schema ${version} names no scopes.`)
  return offline_scopes.items
}

function loadFile(name: SchemaName): Promise<SchemaFile> {
  return once(files, name, async () => JSON.parse(await readSchemaFile(name)) as SchemaFile)
}

function once<T>(cache: Map<SchemaName, Promise<T>>, name: SchemaName, load: () => Promise<T>): Promise<T> {
  const known = cache.get(name)
  if (known) return known
  const loading = load()
  cache.set(name, loading)
  loading.catch(() => cache.delete(name))
  return loading
}
