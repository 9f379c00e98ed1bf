import type { Needs } from '../context.ts'
import { redactCustomer } from '../orders/redactCustomer.ts'

/**
 * Erase what is stored about a customer, as `customers/redact` does, with all orders that lead to them.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function redactStored(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'privacy'>,
  { myshopifyDomain, customerId }: { myshopifyDomain: string; customerId: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const { orders } = await ctx.privacy.listCustomerData({ shopId, customerId, orderIds: [] })
  const orderIds = orders.map((row) => Number(row.order_id))
  await redactCustomer(ctx, { shopId, customerId: Number(customerId), orderIds })
}
