import { NotFoundError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

/**
 * Forget a customer: their id, and what led from their orders to a wallet or cart, also on these orders at Shopify. A shop
 * that has left is forgotten whole.
 */
export async function redactCustomer(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'privacy'>,
  parameters: { myshopifyDomain: string; customerId: number | null; orderIds: readonly number[] },
): Promise<void> {
  const { myshopifyDomain, customerId, orderIds } = parameters
  try {
    const { id: shopId } = await ctx.shops.load(myshopifyDomain)
    const kept = await ctx.privacy.redactCustomer({ shopId, customerId, orderIds })
    for (const orderId of kept) {
      await ctx.jobs.add({ shopId, kind: 'order', key: String(orderId), runAt: ctx.now() })
    }
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
