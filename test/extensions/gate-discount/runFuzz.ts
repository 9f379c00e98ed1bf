import { isDeepStrictEqual } from 'node:util'
import type { GraphQLSchema } from 'graphql'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { checkOutput } from '../../standin/functions/checkOutput.ts'
import { composeFuzzInput, type FuzzInput } from './composeFuzzInput.ts'
import { TARGETS, type TargetName } from './targets.ts'

const OUTPUT_BYTES = 20_000

export type RunFuzzParameters = {
  target: TargetName
  /** A metered module. */
  module: WebAssembly.Module
  schema: GraphQLSchema
  seed: number
  count: number
}

export type RunFuzzResult = {
  /** Number of inputs by kind. */
  inputs: Record<FuzzInput['kind'], number>
  /** Number of inputs by kind for which the Function returned an operation: a discount, a refusal. */
  given: Record<FuzzInput['kind'], number>
  /** Most instructions for an input of at most 200 lines. */
  mostInstructions: number
}

/**
 * Run the Function on fuzzed inputs, each compared with the reference and with Shopify's schema.
 *
 * @throws Error naming seed and rank of the first input on which they differ.
 */
export function runFuzz({ target, module, schema, seed, count }: RunFuzzParameters): RunFuzzResult {
  const { exportName, result, judge } = TARGETS[target]
  const inputs = { signed: 0, forged: 0, broken: 0 }
  const given = { signed: 0, forged: 0, broken: 0 }
  let mostInstructions = 0
  for (let rank = 0; rank < count; rank++) {
    const { input, kind } = composeFuzzInput({ seed, rank, target })
    const fail = (why: string, cause?: unknown) =>
      new Error(
        `Fuzz of ${target}, seed ${seed}, rank ${rank} (${kind}): ${why}\n${JSON.stringify(input)?.slice(0, 4000)}`,
        { cause },
      )
    try {
      const { output, instructions } = runFunction({ module, exportName, input, isLimited: false })
      const expected = judge(input)
      if (!isDeepStrictEqual(output, expected))
        throw fail(
          `the Function answered ${JSON.stringify(output)}, the reference ${JSON.stringify(expected)}`,
        )
      const isGiven = expected.operations.length > 0
      if (isGiven) checkGiven({ input, output, schema, result, fail })
      inputs[kind]++
      if (isGiven) given[kind]++
      if (countLines(input) <= 200) mostInstructions = Math.max(mostInstructions, instructions ?? 0)
    } catch (error) {
      throw error instanceof Error && error.message.startsWith('Fuzz') ? error : fail(String(error), error)
    }
  }
  return { inputs, given, mostInstructions }
}

type CheckGivenParameters = {
  input: unknown
  output: unknown
  schema: GraphQLSchema
  result: string
  fail: (why: string) => Error
}

function checkGiven({ input, output, schema, result, fail }: CheckGivenParameters): void {
  const [problem] = checkOutput({ schema, target: result, output })
  if (problem) throw fail(problem)
  const bytes = Buffer.byteLength(JSON.stringify(output))
  const most = (OUTPUT_BYTES * Math.max(200, countLines(input))) / 200
  if (bytes > most) throw fail(`the output has ${bytes} bytes, more than ${most}`)
}

function countLines(input: unknown): number {
  const lines = (input as { cart?: { lines?: unknown } } | null)?.cart?.lines
  return Array.isArray(lines) ? lines.length : 0
}
