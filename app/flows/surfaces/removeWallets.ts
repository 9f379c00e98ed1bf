import type { ClientAddress } from '../../core/limit/types.ts'
import type { Needs } from '../context.ts'
import { limitClient } from '../unlocks/limitClient.ts'

/**
 * Sign a customer's wallets out, as the customer asks: their visits end, and the shop forgets which wallets and tags are
 * theirs. Orders keep what they used. An erasure of those stays with the merchant: it ends the judgement of an order.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function removeWallets(
  ctx: Needs<'now' | 'limits' | 'limitFactor' | 'shops' | 'customers'>,
  parameters: {
    readonly myshopifyDomain: string
    readonly customerId: string
    readonly clientAddress: ClientAddress | null
  },
): Promise<void> {
  const { myshopifyDomain, customerId, clientAddress } = parameters
  const shop = await ctx.shops.load(myshopifyDomain)
  await limitClient(ctx, { request: 'surface', shop, clientAddress, walletAddress: null })
  await ctx.customers.removeWallets({ shopId: shop.id, customerId, at: ctx.now() })
}
