import { PalisadeError } from '../../core/errors/base.ts'
import { takesOff } from '../../core/gate/reactionKinds.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { ensureDiscount } from './ensureDiscount.ts'
import { ensureValidation } from './ensureValidation.ts'

/**
 * Make what Shopify needs to hold a gate at checkout: the discount of its profile where it gives something off, the
 * validation where it is exclusive. Answers the shop as it is known now.
 *
 * Where Shopify lets this shop run no Functions (a custom app below Plus) that is written down, and nothing is made: the
 * gate works by discount codes and by settling orders.
 * @throws {PalisadeError} ERR_DISCOUNTS_FULL, ERR_VALIDATIONS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function enforceGate(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>,
  { shop, gate }: { shop: Shop; gate: Gate },
): Promise<Shop> {
  // Another publication may have made the validation since.
  const known = await ctx.shops.load(shop.myshopifyDomain)
  // A gate that is gone needs nothing new.
  if (gate.deletedAt !== null) return known
  try {
    // The exclusion before the price: nobody may buy for a moment what is not for sale.
    if (gate.reaction.exclusive) await ensureValidation(ctx, { shop: known })
    if (takesOff(gate.reaction)) await ensureDiscount(ctx, { shop: known, profile: gate.profile })
    await setLevel(ctx, { shop: known, level: 'functions' })
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_FUNCTIONS_REFUSED') throw error
    await setLevel(ctx, { shop: known, level: 'codes' })
  }
  return ctx.shops.load(shop.myshopifyDomain)
}

async function setLevel(
  ctx: Needs<'shops'>,
  { shop, level }: { shop: Shop; level: 'functions' | 'codes' },
): Promise<void> {
  if (shop.enforcement.level !== level) await ctx.shops.set({ shopId: shop.id, enforcement: { level } })
}
