import { PalisadeError } from '../../core/errors/base.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Enforcement, Shop } from '../../core/gate/shop.ts'
import { composeConfig } from '../../core/publication/composeConfig.ts'
import type { Needs } from '../context.ts'
import { loadConfigSource } from './loadConfigSource.ts'
import { setLevel } from './setLevel.ts'

/**
 * Find out whether Shopify lets a shop without gates run Functions, and store it. Shopify says so only when a rule is
 * created: one is created and deleted again. It refuses nothing meanwhile, because no product is gated.
 *
 * A shop with gates is left alone: their publication finds out. If Shopify fails, the level stays as it was.
 */
export async function checkLevel(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'jobs' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<void> {
  const source = await loadConfigSource(ctx, { shopId: shop.id })
  if (source.gates.some(({ deletedAt }) => deletedAt === null)) return
  const proofConfig = composeConfig({ ...source, profile: null })
  const level = await findLevel(ctx, proofConfig)
  if (level !== null) await setLevel(ctx, { shop, level })
}

async function findLevel(ctx: Needs<'shopify'>, proofConfig: string): Promise<Enforcement['level'] | null> {
  try {
    const created = await ctx.shopify.createValidation({ proofConfig, exclusiveCollections: [] })
    // A rule that stays is deleted by the next repair of the shop.
    await ctx.shopify.deleteValidation(created).catch(nullIfKnown)
    return 'functions'
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    return error.code === 'ERR_FUNCTIONS_REFUSED' ? 'codes' : null
  }
}
