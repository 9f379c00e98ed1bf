import type { Needs } from './context.ts'

const MOST = 250

/**
 * Try all holds of a shop again that are still to be put: Shopify has routed an order, and does not say here which, or
 * the merchant has just let the app hold.
 */
export async function holdPending(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'settlements'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  for (const { orderId } of await ctx.settlements.listPending({ shopId, limit: MOST })) {
    await ctx.jobs.add({ shopId, kind: 'hold', key: String(orderId), runAt: ctx.now() })
  }
}
