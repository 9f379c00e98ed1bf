import type { GrantRow, OrderPlace } from './types.ts'

export type GrantClaim =
  | { readonly kind: 'has' }
  /** `displaces`: the later order that had paid with the grant, or null. */
  | { readonly kind: 'takes'; readonly displaces: bigint | null }
  | { readonly kind: 'taken'; readonly by: bigint }

/** Whether an order was made before another one, in whatever order they arrived. The lower id breaks a tie. */
export function isEarlier(order: OrderPlace, other: OrderPlace): boolean {
  return order.orderedAt === other.orderedAt
    ? order.orderId < other.orderId
    : order.orderedAt < other.orderedAt
}

/** Decide whether an order gets a grant: to pay with it (`paid`), or to close it as carried but unused (`closed`). */
export function claimGrant(parameters: {
  readonly grant: Pick<GrantRow, 'state' | 'orderId' | 'orderedAt'>
  readonly order: OrderPlace
  readonly as: 'paid' | 'closed'
}): GrantClaim {
  const { grant, order, as } = parameters
  const { state, orderId, orderedAt } = grant
  if (orderId === null || orderedAt === null) return { kind: 'takes', displaces: null }
  if (orderId === order.orderId) {
    // A paid grant stays paid.
    return state === 'paid' || as === 'closed' ? { kind: 'has' } : { kind: 'takes', displaces: null }
  }
  if (!isEarlier(order, { orderId, orderedAt })) return { kind: 'taken', by: orderId }
  return { kind: 'takes', displaces: state === 'paid' ? orderId : null }
}
