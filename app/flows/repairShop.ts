import type { Needs } from './context.ts'
import { doAll } from './doAll.ts'
import { repairDiscounts } from './repairDiscounts.ts'
import { repairValidation } from './repairValidation.ts'

/**
 * Put right what `findShopProblems` finds and the app can: make again what is gone, switch on what is off. The rest is
 * for people.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {PalisadeError} ERR_FUNCTIONS_REFUSED, ERR_DISCOUNTS_FULL,
 * ERR_VALIDATIONS_FULL. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function repairShop(
  ctx: Needs<'now' | 'shops' | 'gates' | 'profiles' | 'proofKeys' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  // The exclusion before the price, and neither waits for the other.
  await doAll([() => repairValidation(ctx, { shop }), () => repairDiscounts(ctx, { shop })])
}
