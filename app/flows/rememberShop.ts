import type { Shop } from '../core/gate/shop.ts'
import type { Needs } from './context.ts'

/** Keep what Shopify says of a shop: at install, and whenever it changes. Makes its project and proof key once. */
export async function rememberShop(
  ctx: Needs<'now' | 'shops'>,
  { shop }: { shop: Omit<Shop, 'allowedDomains'> },
): Promise<void> {
  const domains = [
    ...new Set([shop.primaryDomain, shop.myshopifyDomain].map((domain) => domain.toLowerCase())),
  ]
  await ctx.shops.save({ ...shop, domains, savedAt: ctx.now() })
}
