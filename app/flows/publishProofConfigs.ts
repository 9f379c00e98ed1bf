import type { Needs } from './context.ts'
import { publishProofConfig } from './publishProofConfig.ts'

/**
 * Tell every discount of a shop its config: a changed time zone has started a new key.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function publishProofConfigs(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  for (const { profile, discountId } of await ctx.profiles.list({ shopId: shop.id })) {
    await publishProofConfig(ctx, { shop, profile, discountId })
  }
}
