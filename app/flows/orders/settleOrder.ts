import type { SettlementRow } from '../../core/settlement/types.ts'
import { type SettleOrderNeeds, type SettleOrderParameters, settleFound } from './settleFound.ts'
import { writeOrder } from './writeOrder.ts'

/**
 * Settle an order: read it from Shopify, decide which proofs admit its lines, claim their grants, and write the result
 * to Shopify. New, changed, canceled and refunded orders take the same path. Idempotent, whatever the number and order
 * of webhooks. Returns null if no gate concerns the order, or it or its shop is gone.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function settleOrder(
  ctx: SettleOrderNeeds,
  parameters: SettleOrderParameters,
): Promise<SettlementRow | null> {
  const { orderId, myshopifyDomain } = parameters
  const shop = await ctx.shops.load(myshopifyDomain)
  const before = await ctx.settlements.load({ shopId: shop.id, orderId })
  const at = ctx.now()
  const found = before?.isRedacted ? null : await ctx.shopify.readOrder({ orderId })
  const { row, write } = await settleFound(ctx, { ...parameters, shop, before, found, at })
  if (write) await writeOrder(ctx, write)
  return row
}
