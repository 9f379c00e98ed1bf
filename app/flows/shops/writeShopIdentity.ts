import { chooseIdentity } from '../../core/gate/chooseIdentity.ts'
import type { Shop, ShopIdentity } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/**
 * Store the identity that Shopify reports for a shop, at install and after changes. The first call also creates its
 * project and proof key. Unusable values do not replace known ones.
 *
 * `saidAt` is the time of Shopify's answer, unix seconds. @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 */
export async function writeShopIdentity(
  ctx: Needs<'shops'>,
  { said, known, saidAt }: { said: ShopIdentity; known: Shop | null; saidAt: number },
): Promise<void> {
  const { identity, refused } = chooseIdentity({ said, known })
  const domains = [...new Set([identity.primaryDomain, identity.myshopifyDomain])]
  await ctx.shops.save({ ...identity, refused, domains, savedAt: saidAt })
}
