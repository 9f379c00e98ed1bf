import type { Needs } from './context.ts'
import { publishProofConfigs } from './publishProofConfigs.ts'
import { rememberShop } from './rememberShop.ts'

/**
 * Keep who a shop is when it installs the app or gets a new token, and tell its discounts the proof keys it has now.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function installShop(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>,
): Promise<void> {
  const shop = await ctx.shopify.readShop()
  await rememberShop(ctx, { shop, saidAt: ctx.now() })
  await publishProofConfigs(ctx, { myshopifyDomain: shop.myshopifyDomain })
}
