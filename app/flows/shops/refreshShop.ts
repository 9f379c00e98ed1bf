import type { ShopIdentity } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { type PublishProofConfigsNeeds, publishProofConfigs } from '../publication/publishProofConfigs.ts'
import { rememberShop } from './rememberShop.ts'

/**
 * Keep what Shopify says of a shop that is installed. A changed time zone ends every proof, since proofs end by the
 * shop's clock: the new key is told to the discounts at once.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND: a late word of a shop that has left must not bring it back.
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function refreshShop(
  ctx: Needs<'shops'> & PublishProofConfigsNeeds,
  { shop, saidAt }: { shop: ShopIdentity; saidAt: number | null },
): Promise<void> {
  await ctx.shops.load(shop.myshopifyDomain)
  await rememberShop(ctx, { shop, saidAt: saidAt ?? ctx.now() })
  await publishProofConfigs(ctx, { shop: await ctx.shops.load(shop.myshopifyDomain) })
}
