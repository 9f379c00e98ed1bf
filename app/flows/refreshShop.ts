import type { Shop } from '../core/gate/shop.ts'
import { composeProofConfig } from './composeProofConfig.ts'
import type { Needs } from './context.ts'
import { rememberShop } from './rememberShop.ts'

const PROFILES = [0, 1, 2, 3, 4, 5, 6, 7]

/**
 * Keep what Shopify says of a shop that it knew already. A changed time zone ends every proof, since proofs end by the
 * shop's clock: the new key is told to the discounts at once.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function refreshShop(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>,
  { shop }: { shop: Omit<Shop, 'allowedDomains'> },
): Promise<void> {
  await rememberShop(ctx, { shop })
  const saved = await ctx.shops.load(shop.myshopifyDomain)
  const gates = await ctx.gates.list({ shopId: saved.id })
  for (const profile of PROFILES) {
    const known = await ctx.profiles.find({ shopId: saved.id, profile })
    if (!known) continue
    const name = { ownerId: known.discountId, key: 'proof_config' }
    const [found] = await ctx.shopify.readMetafields([name])
    const value = await composeProofConfig(ctx, { shop: saved, gates, profile })
    if (!found || found.value === value) continue
    await ctx.shopify.writeMetafields([{ ...name, type: 'json', value, digest: found.digest }])
  }
}
