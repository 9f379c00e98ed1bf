import { acceptIdentity } from '../../core/gate/acceptIdentity.ts'
import type { Shop, ShopIdentity } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/**
 * Keep what Shopify says of a shop: at install, and whenever it changes. Makes its project and proof key once. What
 * cannot be worked with leaves what is known.
 *
 * `saidAt` is when Shopify said so, unix seconds. @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function rememberShop(
  ctx: Needs<'shops'>,
  { said, known, saidAt }: { said: ShopIdentity; known: Shop | null; saidAt: number },
): Promise<void> {
  const { identity, refused } = acceptIdentity({ said, known })
  const domains = [...new Set([identity.primaryDomain, identity.myshopifyDomain])]
  await ctx.shops.save({ ...identity, refused, domains, savedAt: saidAt })
}
