import { noSuchOrder } from '../../core/receipt/noSuchOrder.ts'
import type { Receipt } from '../../core/receipt/types.ts'
import type { Needs } from '../context.ts'
import { type EnsureReceiptsNeeds, ensureReceipts } from './ensureReceipts.ts'

/**
 * List the receipts of a settled order. They are signed now if the shop's setting has not asked for them before.
 *
 * @throws {NotFoundError} ERR_NOT_FOUND, ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_CLOCK_WRONG
 */
export async function listOrderReceipts(
  ctx: EnsureReceiptsNeeds & Needs<'shops' | 'settlements'>,
  { myshopifyDomain, orderId }: { myshopifyDomain: string; orderId: number },
): Promise<readonly Receipt[]> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const row = await ctx.settlements.load({ shopId: shop.id, orderId })
  if (!row) throw noSuchOrder()
  return ensureReceipts(ctx, { shop, row })
}
