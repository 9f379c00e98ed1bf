import { type PlanHoldsResult, planHolds } from '../../core/settlement/planHolds.ts'
import type { Needs } from '../context.ts'

/**
 * List this app's present holds on an order; those of others are left out.
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
