import type { Needs } from '../context.ts'

/**
 * Look whether a customer is gone at Shopify, as its webhook says. Then forget them, or give their gates and wallets to
 * the customer they were merged into. A customer who is still there keeps everything: a merge may have failed.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function checkGoneCustomer(
  ctx: Needs<'now' | 'shops' | 'customers' | 'shopify'>,
  { myshopifyDomain, customerId, into }: { myshopifyDomain: string; customerId: string; into: string | null },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const known = await ctx.customers.list({ shopId, customerId, limit: 1 })
  // Without the scope Shopify names no customer. The app can do nothing for this one.
  if (known.length === 0 || !(await ctx.shopify.hasScope('write_customers'))) return
  const [gone, heir] = await ctx.shopify.readCustomers(into === null ? [customerId] : [customerId, into])
  if (gone) return
  if (into !== null && heir) await ctx.customers.merge({ shopId, from: customerId, into, at: ctx.now() })
  else await ctx.customers.delete({ shopId, customerIds: [customerId] })
}
