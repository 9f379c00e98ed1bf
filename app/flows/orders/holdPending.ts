import type { Needs } from '../context.ts'
import { readHolding } from './readHolding.ts'

const AT_ONCE = 250

/**
 * Queue all pending holds of a shop. Shopify has routed some order without naming it here, or the merchant has granted
 * the scopes for holds. Without pending holds Shopify is not asked; if the app may not hold, nothing is queued.
 */
export async function holdPending(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'settlements' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  let isAsked = false
  for (let before: { orderedAt: number; orderId: number } | undefined; ; ) {
    const { rows, next } = await ctx.settlements.list({
      shopId,
      isPending: true,
      limit: AT_ONCE,
      ...(before === undefined ? {} : { before }),
    })
    if (rows.length > 0 && !isAsked) {
      if ((await readHolding(ctx)) === 'not-allowed') return
      isAsked = true
    }
    for (const { orderId } of rows) {
      await ctx.jobs.add({ shopId, kind: 'hold', key: String(orderId), runAt: ctx.now() })
    }
    if (next === null) return
    before = next
  }
}
