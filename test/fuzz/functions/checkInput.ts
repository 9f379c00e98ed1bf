import { isDeepStrictEqual } from 'node:util'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { checkOutput } from '../../standin/functions/checkOutput.ts'
import { openHonestly } from './openHonestly.ts'
import type { FuzzTarget } from './openTarget.ts'
import { removeProofs } from './removeProofs.ts'

/** Shopify's limits up to 200 lines; above, they grow in proportion. */
const OUTPUT_BYTES = 20_000
const INSTRUCTIONS = 11_000_000
const SCALED_FROM_LINES = 200

/** What is wrong: `kind` is the oracle that found it. */
export type Finding = {
  readonly kind: 'trap' | 'verdict' | 'schema' | 'limit' | 'unproved' | 'refused' | 'reuse'
  readonly why: string
}
export type CheckInputParameters = {
  readonly target: FuzzTarget
  readonly input: unknown
  /** Also check what takes several runs: a fresh instance, the cart without proofs, and with a right one. */
  readonly isThorough: boolean
}
export type CheckedInput = {
  readonly finding: Finding | null
  readonly isGiven: boolean
  /** Of a cart of at most 200 lines; 0 for larger ones, whose limit is higher. */
  readonly instructions: number
}

/**
 * Run a Function on one input, and compare what it did with the independent reference, Shopify's schema and limits, and
 * with what must hold whatever the rules are: without a proof nothing is given, and a valid proof opens.
 */
export function checkInput({ target, input, isThorough }: CheckInputParameters): CheckedInput {
  let run: ReturnType<FuzzTarget['runner']['run']>
  try {
    run = target.runner.run(input)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { finding: { kind: 'trap', why }, isGiven: false, instructions: 0 }
  }
  const { output, instructions } = run
  const { operations } = target.judge(input)
  const isGiven = operations.length > 0
  const finding =
    compareVerdict(output, operations) ??
    checkLimits({ input, output, instructions }) ??
    (isGiven ? checkSchema(target, output) : null) ??
    (isThorough ? checkThoroughly({ target, input, run }) : null)
  return { finding, isGiven, instructions: countLines(input) <= SCALED_FROM_LINES ? instructions : 0 }
}

function compareVerdict(output: unknown, operations: readonly unknown[]): Finding | null {
  if (isDeepStrictEqual(output, { operations })) return null
  const [found, expected] = [output, { operations }].map((one) => JSON.stringify(one).slice(0, 600))
  return { kind: 'verdict', why: `The Function answered ${found}, the reference ${expected}` }
}

function checkSchema({ schema, result }: FuzzTarget, output: unknown): Finding | null {
  const [why] = checkOutput({ schema, target: result, output })
  return why === undefined ? null : { kind: 'schema', why }
}

type LimitsParameters = { input: unknown; output: unknown; instructions: number }

function checkLimits({ input, output, instructions }: LimitsParameters): Finding | null {
  const scale = Math.max(1, countLines(input) / SCALED_FROM_LINES)
  const bytes = Buffer.byteLength(JSON.stringify(output))
  if (bytes > OUTPUT_BYTES * scale) return { kind: 'limit', why: `The output has ${bytes} bytes.` }
  if (instructions > INSTRUCTIONS * scale)
    return { kind: 'limit', why: `The run took ${instructions} instructions.` }
  return null
}

type ThoroughParameters = {
  target: FuzzTarget
  input: unknown
  run: { output: unknown; instructions: number }
}

function checkThoroughly({ target, input, run }: ThoroughParameters): Finding | null {
  const { module, exportName } = target
  const fresh = runFunction({ module, exportName, input, isLimited: false })
  const { output, instructions } = run
  if (
    !isDeepStrictEqual({ output, instructions }, { output: fresh.output, instructions: fresh.instructions })
  )
    return { kind: 'reuse', why: 'A fresh instance answers otherwise, or takes other instructions.' }
  return target.name === 'validation' ? checkOpened(target, input) : checkUnproved(target, input)
}

/** A cart without proofs gets nothing off. */
function checkUnproved({ runner }: FuzzTarget, input: unknown): Finding | null {
  const { output } = runner.run(removeProofs(input))
  if (isDeepStrictEqual(output, { operations: [] })) return null
  return { kind: 'unproved', why: `Without a proof: ${JSON.stringify(output).slice(0, 600)}` }
}

/** A cart whose every exclusive gate is open by a valid proof is refused nothing. */
function checkOpened({ runner }: FuzzTarget, input: unknown): Finding | null {
  const honest = openHonestly(input)
  if (!honest) return null
  const { output } = runner.run(honest)
  if (isDeepStrictEqual(output, { operations: [] })) return null
  return { kind: 'refused', why: `With a valid proof: ${JSON.stringify(output).slice(0, 600)}` }
}

function countLines(input: unknown): number {
  const lines = (input as { cart?: { lines?: unknown } } | null)?.cart?.lines
  return Array.isArray(lines) ? lines.length : 0
}
