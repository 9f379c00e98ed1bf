import { chooseCharges } from '../../core/counter/chooseCharges.ts'
import { NAMED_ORDER_SECONDS, ORDER_AFTER_SECONDS, ORDER_BEFORE_SECONDS } from '../../core/counter/steps.ts'
import type { OrderCharge } from '../../core/counter/types.ts'
import type { Memberships } from '../../core/gate/memberships.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { OrderFacts } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'

/**
 * Find what tills charged for an order of the point of sale, and give it the charges that it has not yet. Shopify's
 * point of sale carries nothing of ours into the order. So a charge waits for an order of its product and time, or for
 * the order's number that staff typed. A charge is given to one order, in one statement.
 */
export async function findCharges(
  ctx: Needs<'counter'>,
  { shopId, order, collections }: { shopId: ShopId; order: OrderFacts; collections: Memberships },
): Promise<OrderCharge[]> {
  const { id: orderId, name, createdAt } = order
  const own = await ctx.counter.findOrdered({ shopId, orderId })
  if (order.cancelledAt !== null) return own
  const waiting = await ctx.counter.listWaiting({
    ...{ shopId, orderName: name, namedSince: createdAt - NAMED_ORDER_SECONDS },
    ...{ from: createdAt - ORDER_AFTER_SECONDS, until: createdAt + ORDER_BEFORE_SECONDS },
  })
  const found = [...own]
  for (const charge of chooseCharges({ order, waiting, own, collections })) {
    // Another order may have taken it meanwhile, so the next best one is tried.
    if (found.some(({ gate }) => gate === charge.gate)) continue
    if (await ctx.counter.claimCharge({ shopId, id: charge.id, orderId })) found.push(charge)
  }
  return found
}
