import type { LineOutcome } from './types.ts'

/** From harmless to grave; an order shows the gravest of a line's. */
const GRAVITY = [
  'none',
  'committed',
  'suspect',
  'unproved',
  'duplicate',
  'unmatched',
] as const satisfies readonly LineOutcome[]

/** The gravest of some outcomes; `none` of none. */
export function gravest(outcomes: readonly LineOutcome[]): LineOutcome {
  return GRAVITY[Math.max(0, ...outcomes.map((one) => GRAVITY.indexOf(one)))] ?? 'none'
}

/** Whether an outcome breaks a rule, or may. */
export function isFinding(outcome: LineOutcome): boolean {
  return GRAVITY.indexOf(outcome) >= GRAVITY.indexOf('suspect')
}
