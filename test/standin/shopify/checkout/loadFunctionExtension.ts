import { readFile } from 'node:fs/promises'
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql'
import { countQueryCost } from '../../../../scripts/countQueryCost.ts'
import { loadFunction } from '../../functions/loadFunction.ts'
import { loadSchema } from '../schemas/loadSchema.ts'
import { LIMITS } from './functionTables.ts'

/** One target of a deployed Function, with its export and its input query. */
export type FunctionTarget = { target: string; exportName: string; query: DocumentNode }

/** A deployed Function: its targets, its schema and its compiled module. */
export type FunctionExtension = {
  handle: string
  title: string
  apiVersion: string
  kind: 'discount' | 'cart_checkout_validation'
  targets: FunctionTarget[]
  /** The owner's metafield with the query's variables. */
  variables: { namespace: string; key: string } | null
  schema: GraphQLSchema
  module: WebAssembly.Module
}

type LoadSchemaName = Parameters<typeof loadSchema>[0]
type LoadHandle = Parameters<typeof loadFunction>[0]

export type LoadFunctionExtensionParameters = { handle: string }

/**
 * Loads a Function of `extensions/` as Shopify would deploy it.
 *
 * @throws Error if Shopify would refuse its toml, its query or its built module.
 */
export async function loadFunctionExtension(
  parameters: LoadFunctionExtensionParameters,
): Promise<FunctionExtension> {
  const { handle } = parameters
  const folder = new URL(`../../../../extensions/${handle}/`, import.meta.url)
  const toml = await readFile(new URL('shopify.extension.toml', folder), 'utf8')
  const apiVersion = readText(toml, 'api_version')
  const tables = toml.split(/^\s*\[\[extensions\.targeting\]\]\s*$/m).slice(1)
  const kind = toml.includes('cart.validations.generate.run') ? 'cart_checkout_validation' : 'discount'
  const schema = await loadSchema(`functions_${kind}_${apiVersion}` as LoadSchemaName)
  const targets: FunctionTarget[] = []
  for (const table of tables) {
    const target = readText(table, 'target')
    const source = await readFile(new URL(readText(table, 'input_query'), folder), 'utf8')
    const query = checkQuery({ schema, source, name: `${handle} ${target}` })
    targets.push({ target, exportName: readText(table, 'export'), query })
  }
  if (targets.length === 0) throw new Error(`extensions/${handle} names no target.`)
  const variables = /^\s*\[extensions\.input\.variables\]\s*$/m.exec(toml)
  const rest = variables ? toml.slice(variables.index + variables[0].length) : null
  return {
    handle,
    title: readText(toml, 'name'),
    apiVersion,
    kind,
    targets,
    variables: rest ? { namespace: readText(rest, 'namespace'), key: readText(rest, 'key') } : null,
    schema,
    module: await loadFunction(handle as LoadHandle, { isMetered: true }),
  }
}

function checkQuery({ schema, source, name }: { schema: GraphQLSchema; source: string; name: string }) {
  const query = parse(source)
  const errors = validate(schema, query)
  if (errors.length > 0) throw new Error(`The input query of ${name} is wrong: ${errors[0]?.message}`)
  const size = Buffer.byteLength(source.replace(/#.*$/gm, ''))
  if (size > LIMITS.queryBytes) throw new Error(`The input query of ${name} has ${size} bytes.`)
  const cost = countQueryCost({ query: source, schema })
  if (cost > LIMITS.queryCost) throw new Error(`The input query of ${name} costs ${cost}.`)
  return query
}

function readText(toml: string, key: string): string {
  const match = new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`, 'm').exec(toml)
  if (!match?.[1]) throw new Error(`The extension's toml does not set ${key}.`)
  return match[1]
}
