import type { StandinCart, StandinPromotion, StandinStore } from '../state.ts'

/** Whether a promotion gives anything now: its status, its dates and its uses. */
export function isRunning(
  store: StandinStore,
  { status, startDate, endDate, maxUses, currentUses }: StandinPromotion,
): boolean {
  const now = store.now()
  return (
    status === 'ENABLED' &&
    Date.parse(startDate) <= now &&
    (endDate === null || now < Date.parse(endDate)) &&
    (maxUses === undefined || maxUses === 0 || currentUses < maxUses)
  )
}

/** Group 0 is guests, and customers without a group. */
export function isFor(store: StandinStore, { customer }: StandinPromotion, cart: StandinCart): boolean {
  const group = store.customers.get(cart.customerId)?.groupId ?? 0
  const {
    group_ids: groups = [],
    excluded_group_ids: excluded = [],
    minimum_order_count: least = 0,
  } = customer
  if (groups.length > 0 && !groups.includes(group)) return false
  if (excluded.includes(group)) return false
  const done = [...store.orders.values()].filter(
    ({ customerId, statusId }) => customerId === cart.customerId && customerId !== 0 && statusId === 10,
  )
  return done.length >= least
}
