import type { LineOutcome } from './types.ts'

/** The outcomes, from harmless to grave. The gravest finding decides a line's outcome. */
const GRAVITY = [
  'none',
  'committed',
  'suspect',
  'unproved',
  'duplicate',
  'unmatched',
] as const satisfies readonly LineOutcome[]

/** Find the gravest of some outcomes; `none` if there are none. */
export function chooseGravest(outcomes: readonly LineOutcome[]): LineOutcome {
  return GRAVITY[Math.max(0, ...outcomes.map((one) => GRAVITY.indexOf(one)))] ?? 'none'
}

/** Whether an outcome breaks a rule, or may. */
export function isFinding(outcome: LineOutcome): boolean {
  return GRAVITY.indexOf(outcome) >= GRAVITY.indexOf('suspect')
}
