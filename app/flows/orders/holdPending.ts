import type { Needs } from '../context.ts'

const AT_ONCE = 250

/**
 * Try all holds of a shop again that are still to be put: Shopify has routed an order, and does not say here which, or
 * the merchant has just let the app hold.
 */
export async function holdPending(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'settlements'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  for (let before: { orderedAt: number; orderId: number } | undefined; ; ) {
    const rows = await ctx.settlements.listPending({
      shopId,
      limit: AT_ONCE,
      ...(before === undefined ? {} : { before }),
    })
    for (const { orderId } of rows) {
      await ctx.jobs.add({ shopId, kind: 'hold', key: String(orderId), runAt: ctx.now() })
    }
    before = rows.at(-1)
    if (before === undefined || rows.length < AT_ONCE) return
  }
}
