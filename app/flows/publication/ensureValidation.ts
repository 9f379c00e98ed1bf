import type { Shop } from '../../core/gate/shop.ts'
import { composeConfig } from '../../core/publication/composeConfig.ts'
import { listExclusiveCollections } from '../../core/publication/planConfigs.ts'
import type { Needs } from '../context.ts'
import { findOwnValidations } from './findOwnValidations.ts'
import { loadConfigSource } from './loadConfigSource.ts'

/**
 * Ensure that the shop's exclusive gates have their validation: the known one; else one at Shopify that is missing in
 * the database; else a new one. It is always enabled and refuses the purchase if its run fails, because a buyer could
 * make it fail.
 *
 * Every other validation of this app is deleted: one created at the same time, or one that a merchant added in
 * Shopify's checkout settings, which has no config. No publication reaches them, so they would go on refusing.
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
  const source = await loadConfigSource(ctx, { shopId: shop.id })
  const proofConfig = composeConfig({ ...source, profile: null })
  const exclusiveCollections = listExclusiveCollections(source)
  const { validationId } = await ctx.shopify.createValidation({ proofConfig, exclusiveCollections })
  return validationId
}
