import type { LineOutcome } from './types.ts'

/** Every outcome of a line, to parse a stored one. */
export const OUTCOMES = {
  committed: true,
  suspect: true,
  duplicate: true,
  unmatched: true,
  unproved: true,
  none: true,
} as const satisfies Record<LineOutcome, true>
