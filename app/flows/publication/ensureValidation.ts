import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { listStandingGates } from '../gates/listStandingGates.ts'
import { composeProofConfig } from './composeProofConfig.ts'
import { findOwnValidations } from './findOwnValidations.ts'
import { listExclusiveCollections } from './publishProofConfigs.ts'

/**
 * The validation that holds the shop's exclusive gates: the one known, else one that Shopify has and nobody remembers,
 * else a new one; always enabled, and refusing the purchase where its run fails, or a buyer could make it fail.
 *
 * Every other validation of ours is taken away: one that was made at the same time, and one that a merchant added in
 * Shopify's checkout settings, which has no config. Nobody tends them, and they would go on refusing.
 * @throws {PalisadeError} ERR_FUNCTIONS_REFUSED, ERR_VALIDATIONS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function ensureValidation(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<string> {
  const { known, others } = await findOwnValidations(ctx, { shop })
  if (known) {
    if (!known.isEnabled || !known.blocksOnFailure) await ctx.shopify.repairValidation(known)
    for (const other of others) await ctx.shopify.deleteValidation(other)
    return known.validationId
  }
  const [forgotten] = others
  if (forgotten) await ctx.shopify.repairValidation(forgotten)
  const validationId = forgotten?.validationId ?? (await createValidation(ctx, { shop }))
  const instead = shop.validationId
  const standing = await ctx.shops.claimValidation({ shopId: shop.id, validationId, instead })
  for (const other of await ctx.shopify.findValidations()) {
    if (other.validationId !== standing) await ctx.shopify.deleteValidation(other)
  }
  return standing
}

async function createValidation(
  ctx: Needs<'now' | 'gates' | 'proofKeys' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<string> {
  const gates = await listStandingGates(ctx, { shopId: shop.id })
  const proofConfig = await composeProofConfig(ctx, { shop, gates, profile: null })
  const exclusiveCollections = listExclusiveCollections({ gates, now: ctx.now() })
  const { validationId } = await ctx.shopify.createValidation({ proofConfig, exclusiveCollections })
  return validationId
}
