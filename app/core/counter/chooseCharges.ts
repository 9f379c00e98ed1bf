import type { Memberships } from '../gate/memberships.ts'
import { isAboutLine } from '../settlement/isEntryFor.ts'
import type { OrderFacts } from '../settlement/types.ts'
import { isSameOrder } from './isSameOrder.ts'
import type { OrderCharge } from './types.ts'

/**
 * Choose the charges that an order of the point of sale may have, best first: those about something that it sold, at
 * most one of a gate that it has no charge of. A charge with the order's number goes first, then the nearest in time.
 * A charge with another order's number is for that order.
 */
export function chooseCharges({
  order,
  waiting,
  own,
  collections,
}: {
  readonly order: Pick<OrderFacts, 'name' | 'createdAt' | 'lines'>
  /** Charges that no order has. */
  readonly waiting: readonly OrderCharge[]
  /** The charges that the order has already. */
  readonly own: readonly OrderCharge[]
  readonly collections: Memberships
}): OrderCharge[] {
  const distance = ({ chargedAt }: OrderCharge) => Math.abs(chargedAt - order.createdAt)
  const isNamed = ({ orderName }: OrderCharge) => orderName !== null && isSameOrder(orderName, order.name)
  return waiting
    .filter((charge) => charge.orderName === null || isNamed(charge))
    .filter(({ gate }) => !own.some((one) => one.gate === gate))
    .filter(({ subject }) =>
      order.lines.some((line) => line.boughtQuantity > 0 && isAboutLine(subject, line, collections)),
    )
    .sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)) || distance(a) - distance(b))
}
