import type { ShopIdentity } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/**
 * Keep what Shopify says of a shop: at install, and whenever it changes. Makes its project and proof key once.
 *
 * `saidAt` is when Shopify said so, unix seconds.
 */
export async function rememberShop(
  ctx: Needs<'shops'>,
  { shop, saidAt }: { shop: ShopIdentity; saidAt: number },
): Promise<void> {
  const domains = [
    ...new Set([shop.primaryDomain, shop.myshopifyDomain].map((domain) => domain.toLowerCase())),
  ]
  await ctx.shops.save({ ...shop, domains, savedAt: saidAt })
}
