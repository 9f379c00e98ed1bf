import { executeSync } from 'graphql'
import { runFunction } from '../../functions/runFunction.ts'
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
  /** What the module wrote, untouched. */
  output: unknown
  /** The output as checked by the schema, defaults applied. */
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

function readVariables({ state, shop, extension, ownerGid }: RunFunctionTargetParameters) {
  if (!extension.variables) return {}
  const found = findMetafield({ state, shop, ownerGid, ...extension.variables })
  if (!found || Buffer.byteLength(found.value) > LIMITS.metafieldBytes) return {}
  const values: unknown = JSON.parse(found.value)
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return {}
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value) && value.length > LIMITS.listItems) {
      throw new FunctionRunError(`The input variable ${name} has more than ${LIMITS.listItems} items.`)
    }
  }
  return values as Record<string, unknown>
}

function callModule(parameters: { extension: FunctionExtension; target: FunctionTarget; input: unknown }) {
  const { extension, target, input } = parameters
  try {
    return runFunction({ module: extension.module, exportName: target.exportName, input })
  } catch (error) {
    throw new FunctionRunError(error instanceof Error ? error.message : String(error))
  }
}
