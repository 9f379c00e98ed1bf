import type { Shop } from '../../core/gate/shop.ts'
import type { Combination } from '../../core/gate/types.ts'
import { composeConfig } from '../../core/publication/composeConfig.ts'
import type { Needs } from '../context.ts'
import { deleteDiscount } from './deleteDiscount.ts'
import { loadConfigSource } from './loadConfigSource.ts'

/**
 * Ensure that a profile has its discount: the known one, switched on; else one at Shopify that is missing in the
 * database; else a new one.
 *
 * If several are created at once, the first that is claimed remains and the others are deleted. Each holds the shop's
 * keys, and one that no pause reaches would go on accepting old proofs.
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function ensureDiscount(
  ctx: Needs<'now' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>,
  { shop, profile }: { shop: Shop; profile: number },
): Promise<string> {
  const known = await ctx.profiles.find({ shopId: shop.id, profile })
  if (known === null) throw new Error(`The shop has no profile ${profile}.`)
  const { combination, discountId: instead } = known
  const found = instead === null ? null : await ctx.shopify.findDiscount({ discountId: instead })
  if (instead !== null && found) {
    if (found.hasEnded) await ctx.shopify.startDiscount({ discountId: instead })
    return instead
  }
  const [forgotten] = await ctx.shopify.findProfileDiscounts({ profile })
  const discountId = forgotten ?? (await createDiscount(ctx, { shop, profile, combination }))
  const standing = await ctx.profiles.claim({ shopId: shop.id, profile, discountId, instead })
  for (const other of await ctx.shopify.findProfileDiscounts({ profile })) {
    if (other !== standing.discountId) await deleteDiscount(ctx, { discountId: other })
  }
  return standing.discountId
}

async function createDiscount(
  ctx: Needs<'now' | 'gates' | 'proofKeys' | 'shopify'>,
  { shop, profile, combination }: { shop: Shop; profile: number; combination: Combination },
): Promise<string> {
  const source = await loadConfigSource(ctx, { shopId: shop.id })
  const proofConfig = composeConfig({ ...source, profile })
  const startsAt = source.now
  const { discountId } = await ctx.shopify.createDiscount({ profile, combination, proofConfig, startsAt })
  return discountId
}
