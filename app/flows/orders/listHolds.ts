import { type PlanHoldsResult, planHolds } from '../../core/settlement/planHolds.ts'
import type { Needs } from '../context.ts'

/**
 * List the holds of this app that stand on an order just now, and nobody else's.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function listHolds(
  ctx: Needs<'shopify'>,
  { orderId }: { orderId: number },
): Promise<PlanHoldsResult['release']> {
  const fulfillmentOrders = await ctx.shopify.listFulfillmentOrders({ orderId })
  return planHolds({ action: { lineIds: [] }, fulfillmentOrders }).release
}
