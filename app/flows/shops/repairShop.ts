import { PalisadeError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'
import { publishProofConfigs } from '../publication/publishProofConfigs.ts'
import { doAll } from './doAll.ts'
import { repairDiscounts } from './repairDiscounts.ts'
import { repairValidation } from './repairValidation.ts'

/**
 * Put right what `findShopProblems` finds and the app can: make again what is gone, switch on what is off, write configs
 * that are missing or differ. The rest is for people. A shop that Shopify lets run no Functions any more has its gates held by codes and by settling from then on.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {PalisadeError} ERR_DISCOUNTS_FULL, ERR_VALIDATIONS_FULL
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function repairShop(
  ctx: Needs<'now' | 'shops' | 'gates' | 'profiles' | 'proofKeys' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  // The exclusion before the price, and neither waits for the other.
  try {
    await doAll([
      () => repairValidation(ctx, { shop }),
      () => repairDiscounts(ctx, { shop }),
      // Owners that were made, adopted or have lost their config are told what counts. It is read first: one request.
      async () => publishProofConfigs(ctx, { shop: await ctx.shops.load(myshopifyDomain) }),
    ])
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_FUNCTIONS_REFUSED') throw error
    await ctx.shops.set({ shopId: shop.id, enforcement: { level: 'codes' } })
  }
}
