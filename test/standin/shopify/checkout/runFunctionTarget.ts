import { executeSync, Kind } from 'graphql'
import { runFunction } from '../../../../app/wasm/runFunction.ts'
import { findMetafield, type StandinShop, type StandinState } from '../state.ts'
import { coerceOutput } from './coerceOutput.ts'
import { FunctionRunError } from './FunctionRunError.ts'
import { LIMITS } from './functionTables.ts'
import type { FunctionExtension, FunctionTarget } from './loadFunctionExtension.ts'

export type RunFunctionTargetParameters = {
  state: StandinState
  shop: StandinShop
  extension: FunctionExtension
  target: FunctionTarget
  ownerGid: string
  root: Record<string, unknown>
}

export type RunFunctionTargetResult = {
  input: unknown
  /** The module's raw output. */
  output: unknown
  /** The output after schema coercion, with defaults. */
  result: unknown
  instructions: number | null
}

/**
 * Runs one target of a Function: real input query, real module, checked output.
 *
 * @throws FunctionRunError when Shopify would count the run as failed.
 */
export function runFunctionTarget(parameters: RunFunctionTargetParameters): RunFunctionTargetResult {
  const { extension, target } = parameters
  const input = buildInput(parameters)
  const { output, instructions } = callModule({ extension, target, input })
  const result = coerceOutput({ schema: extension.schema, target: target.target, output })
  return { input, output, result, instructions }
}

function buildInput(parameters: RunFunctionTargetParameters): unknown {
  const { extension, target, root } = parameters
  const answer = executeSync({
    schema: extension.schema,
    document: target.query,
    rootValue: root,
    variableValues: readVariables(parameters),
  })
  const [error] = answer.errors ?? []
  if (error) throw new FunctionRunError(`The input could not be built: ${error.message}`)
  return JSON.parse(JSON.stringify(answer.data)) as unknown
}

/**
 * Reads the owner's variables. Only a live shop can tell whether Shopify passes a missing variable as null, which
 * disables the schema's default, or omits it. The knob `absentVariables` chooses.
 */
function readVariables(parameters: RunFunctionTargetParameters): Record<string, unknown> {
  const { extension, target } = parameters
  if (!extension.variables) return {}
  const found = findMetafield({ ...parameters, ...extension.variables })
  const isReadable = found && Buffer.byteLength(found.value) <= LIMITS.metafieldBytes
  const values = isReadable ? readTable(found.value) : {}
  const names = target.query.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? (definition.variableDefinitions ?? []).map((one) => one.variable.name.value)
      : [],
  )
  for (const name of names) {
    const value = values[name]
    if (Array.isArray(value) && value.length > LIMITS.listItems) {
      throw new FunctionRunError(`The input variable ${name} has more than ${LIMITS.listItems} items.`)
    }
  }
  const given = names.filter((name) => parameters.shop.knobs.absentVariables === 'null' || name in values)
  return Object.fromEntries(given.map((name) => [name, values[name] ?? null]))
}

function readTable(text: string): Record<string, unknown> {
  const values: unknown = JSON.parse(text)
  const isTable = typeof values === 'object' && values !== null && !Array.isArray(values)
  return isTable ? (values as Record<string, unknown>) : {}
}

function callModule(parameters: { extension: FunctionExtension; target: FunctionTarget; input: unknown }) {
  const { extension, target, input } = parameters
  try {
    return runFunction({ module: extension.module, exportName: target.exportName, input })
  } catch (error) {
    throw new FunctionRunError(error instanceof Error ? error.message : String(error))
  }
}
