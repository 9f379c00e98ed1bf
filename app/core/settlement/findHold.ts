import type { SettlementReason, SettlementRow } from './types.ts'

/** Why an order waits, as its buyer learns it. It names no other order, cart or customer. */
export type HoldReason = 'unproved' | 'used' | 'other-cart' | 'not-held' | 'over-cap' | 'closed'

const REASONS = {
  'staff-made': null,
  'no-proof': 'unproved',
  'bad-proof': 'unproved',
  'gate-shut': 'closed',
  'over-cap': 'over-cap',
  'second-code': 'used',
  'no-such-grant': 'unproved',
  'other-cart': 'other-cart',
  'nobody-came': null,
  'grant-used': 'used',
  'use-gone': 'used',
  'not-held': 'not-held',
  'not-rechecked': null,
  'no-item': 'closed',
  'order-discount': 'unproved',
} as const satisfies Record<SettlementReason['kind'], HoldReason | null>

/** Whether an order is held, and why; null if it is not. A hold that is still to be placed counts. */
export function findHold({
  settlement,
  action,
}: Pick<SettlementRow, 'settlement' | 'action'>): { readonly reason: HoldReason } | null {
  const { kind, state } = action
  const isHeld =
    kind === 'hold' && (state === 'pending' ? action.lineIds.length > 0 : action.holds.length > 0)
  if (!isHeld || state === 'lifted' || settlement.isCancelled) return null
  const reasons = [...settlement.reasons, ...settlement.lines.flatMap((line) => line.reasons)]
  const [reason] = reasons.flatMap((one) => REASONS[one.kind] ?? [])
  return { reason: reason ?? 'unproved' }
}
