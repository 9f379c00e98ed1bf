import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Forget a customer: their id, and what led from their orders to a wallet or cart, also on these orders at Shopify.
 * Nothing is done for a shop that is not known.
 */
export async function redactCustomer(
  ctx: Needs<'now' | 'jobs' | 'privacy'>,
  parameters: { shopId: ShopId; customerId: number | null; orderIds: readonly number[] },
): Promise<void> {
  const { shopId } = parameters
  for (const orderId of await ctx.privacy.redactCustomer(parameters)) {
    await ctx.jobs.add({ shopId, kind: 'order', key: String(orderId), runAt: ctx.now() })
  }
}
