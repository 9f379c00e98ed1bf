import type { StaffPass, StaffPassState } from './types.ts'

/**
 * The state of a pass at an instant. A pass whose order was canceled stays used: its one order was made.
 *
 * Staff may also release its use on the page of redemptions. That withdraws the pass.
 */
export function staffPassStateOf({
  pass: { use, endsAt },
  now,
}: {
  pass: Pick<StaffPass, 'use' | 'endsAt'>
  now: number
}): StaffPassState {
  if (use && (use.orderId !== null || use.state === 'committed')) return 'used'
  if (use?.state === 'lapsed') return 'withdrawn'
  if (endsAt <= now) return 'expired'
  return use?.state === 'open' ? 'open' : 'withdrawn'
}
