import type { OrderOutcome } from '../../core/settlement/types.ts'

/** The outcome of an order or a line, in one word or two. */
export const OUTCOME_TEXTS = {
  committed: 'Unlocked',
  suspect: 'Different cart',
  duplicate: 'Already used',
  unmatched: 'Unknown unlock',
  unproved: 'Not unlocked',
  mixed: 'Mixed',
  none: 'No gate',
} as const satisfies Record<OrderOutcome, string>
