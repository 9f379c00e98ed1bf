import { isEarlier } from './claimGrant.ts'
import type { OrderPlace, ReservationRow } from './types.ts'

/**
 * A reservation with which an order may use a gate once: its own, an open or released one, or that of a later order.
 */
export type ReservationClaim = {
  readonly kind: 'own' | 'open' | 'released' | 'later'
  readonly row: ReservationRow
}

/**
 * List the reservations of a visit with which an order may use a gate, best first. The caller takes the first that is
 * available; without one, the visit has no use left.
 *
 * `places`: of the orders that reservations name. An order without a place has lost its grants and counts as the
 * latest.
 */
export function listClaims(parameters: {
  readonly order: OrderPlace
  /** Of one visit and gate, oldest first. */
  readonly rows: readonly ReservationRow[]
  readonly places: ReadonlyMap<bigint, OrderPlace>
}): ReservationClaim[] {
  const { order, rows, places } = parameters
  // If staff took the use back from this order (lapsed), the order needs no other. If a cancellation or refund released
  // it, anybody may have it: the order must claim it again.
  const own = rows.filter(
    ({ orderId, state }) => orderId === order.orderId && (state === 'committed' || state === 'lapsed'),
  )
  const isLater = ({ orderId }: ReservationRow) => {
    const place = orderId === null ? undefined : places.get(orderId)
    return !place || isEarlier(order, place)
  }
  // Staff took back a use: reservations that were released before it must not be a way around that.
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
