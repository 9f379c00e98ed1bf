import { parseOrNull } from '../gate/parseOrNull.ts'
import { parseProof } from '../proof/format.ts'
import { listOrderProofs } from './listOrderProofs.ts'
import type { OrderFacts } from './types.ts'

/** Whether a proof of an order is bound to a customer, so that it counts for that customer's order alone. */
export function isForCustomer(order: Pick<OrderFacts, 'pass' | 'proof' | 'lines'>): boolean {
  return listOrderProofs(order).some(
    ({ text }) => (parseOrNull(() => parseProof(text))?.claims.buyer ?? '0') !== '0',
  )
}
