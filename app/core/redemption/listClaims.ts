import { isEarlier } from './claimGrant.ts'
import type { OrderPlace, ReservationRow } from './types.ts'

/** A way for an order to use a gate once: what it uses already, an open reservation, one that was given back, or a later order's. */
export type ReservationClaim = {
  readonly kind: 'own' | 'open' | 'released' | 'later'
  readonly row: ReservationRow
}

/**
 * List the ways for an order to use a gate with a visit's reservations, best first; the first that can be had is to be
 * taken, and none means that the visit has no use left.
 *
 * `places`: of the orders that reservations name. One that is not among them has lost its grants, and comes last.
 */
export function listClaims(parameters: {
  readonly order: OrderPlace
  /** Of one visit and gate, oldest first. */
  readonly rows: readonly ReservationRow[]
  readonly places: ReadonlyMap<bigint, OrderPlace>
}): ReservationClaim[] {
  const { order, rows, places } = parameters
  // What staff took back by hand after the order used it is not asked for again. What a cancellation or refund gave back
  // is anybody's: the order must take it once more.
  const own = rows.filter(
    ({ orderId, state }) => orderId === order.orderId && (state === 'committed' || state === 'lapsed'),
  )
  const isLater = ({ orderId }: ReservationRow) => {
    const place = orderId === null ? undefined : places.get(orderId)
    return !place || isEarlier(order, place)
  }
  // Staff took one back: what was given back before is not a way around it.
  const barred = rows.map((row) => row.state).lastIndexOf('lapsed')
  const isOpen = (row: ReservationRow) => row.state === 'open'
  const isReleased = (row: ReservationRow, index: number) => row.state === 'released' && index > barred
  const others = rows.filter((row) => row.orderId !== order.orderId && row.state === 'committed')
  const later = others.filter(isLater).sort((a, b) => comparePlaces(places, b, a))
  const claim = (kind: ReservationClaim['kind']) => (row: ReservationRow) => ({ kind, row })
  return [
    ...own.map(claim('own')),
    ...rows.filter(isOpen).map(claim('open')),
    ...rows.filter(isReleased).reverse().map(claim('released')),
    ...later.map(claim('later')),
  ]
}

function comparePlaces(
  places: ReadonlyMap<bigint, OrderPlace>,
  a: ReservationRow,
  b: ReservationRow,
): number {
  const [one, other] = [a, b].map(({ orderId }) => (orderId === null ? undefined : places.get(orderId)))
  if (!one || !other) return one ? -1 : other ? 1 : 0
  return isEarlier(one, other) ? -1 : 1
}
