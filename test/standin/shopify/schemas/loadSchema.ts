import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql'
import { readSchemaFile, type SchemaName } from '../../../../scripts/fetchSchemas.ts'

type SchemaFile = { data: IntrospectionQuery; offline_scopes?: { items: OfflineScope[] } }

/** The scopes that reading a type, or a field of it, asks for. */
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
 * Load one of Shopify's published schemas, fetching it when the cache is missing.
 *
 * @throws Error when it cannot be fetched or does not have its pinned digest.
 */
export function loadSchema(name: SchemaName): Promise<GraphQLSchema> {
  return once(schemas, name, async () =>
    buildClientSchema((await loadFile(name)).data, { assumeValid: true }),
  )
}

/** Load the access scopes that the Admin API of a version asks for, by type and by field. */
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
