import type { ReservationState } from '../../core/redemption/types.ts'

/** The states of a use, as staff read them, in the order of the filter. */
export const STATE_TEXTS = {
  committed: 'Used',
  open: 'Reserved',
  released: 'Released',
  lapsed: 'Released early',
} as const satisfies Record<ReservationState, string>
