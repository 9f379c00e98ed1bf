import type { Shop } from '../../core/gate/shop.ts'
import type { Combination } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { listStandingGates } from '../gates/listStandingGates.ts'
import { composeProofConfig } from './composeProofConfig.ts'
import { dropDiscount } from './dropDiscount.ts'

/**
 * The discount that stands for a profile: the one known, switched on, else one that Shopify has and nobody remembers,
 * else a new one.
 *
 * Of several made at once the first remembered stands and the others are taken away: each holds the shop's keys, and one
 * that no pause reaches would go on honouring old proofs.
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
    if (found.hasEnded) await ctx.shopify.activateDiscount({ discountId: instead })
    return instead
  }
  const [forgotten] = await ctx.shopify.findProfileDiscounts({ profile })
  const discountId = forgotten ?? (await createDiscount(ctx, { shop, profile, combination }))
  const standing = await ctx.profiles.claim({ shopId: shop.id, profile, discountId, instead })
  for (const other of await ctx.shopify.findProfileDiscounts({ profile })) {
    if (other !== standing.discountId) await dropDiscount(ctx, { discountId: other })
  }
  return standing.discountId
}

async function createDiscount(
  ctx: Needs<'now' | 'gates' | 'proofKeys' | 'shopify'>,
  { shop, profile, combination }: { shop: Shop; profile: number; combination: Combination },
): Promise<string> {
  const gates = await listStandingGates(ctx, { shopId: shop.id })
  const proofConfig = await composeProofConfig(ctx, { shop, gates, profile })
  const startsAt = ctx.now()
  const { discountId } = await ctx.shopify.createDiscount({ profile, combination, proofConfig, startsAt })
  return discountId
}
