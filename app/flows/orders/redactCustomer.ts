import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Delete a customer's id and the links from their orders to wallets and carts, also on the orders at Shopify. Does
 * nothing for an unknown shop.
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
