import type { Needs } from './context.ts'
import { ensureDiscount } from './ensureDiscount.ts'
import { ensureValidation } from './ensureValidation.ts'
import { type FindShopProblemsNeeds, findShopProblems } from './findShopProblems.ts'

/**
 * Put right what `findShopProblems` found and the app can: make again what is gone, switch on what is off.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {PalisadeError} ERR_FUNCTIONS_REFUSED, ERR_DISCOUNTS_FULL,
 * ERR_VALIDATIONS_FULL. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function repairShop(
  ctx: FindShopProblemsNeeds & Needs<'proofKeys'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const profiles = await ctx.profiles.list({ shopId: shop.id })
  for (const problem of await findShopProblems(ctx, { myshopifyDomain })) {
    switch (problem.kind) {
      case 'discount-gone':
        await ensureDiscount(ctx, { shop, profile: problem.profile })
        break
      case 'discount-off':
        await ctx.shopify.activateDiscount({ discountId: problem.discountId })
        break
      case 'discount-changed': {
        const { discountId, profile } = problem
        const combination = profiles.find((one) => one.profile === profile)?.combination
        if (combination) await ctx.shopify.updateDiscount({ discountId, combination, startsAt: ctx.now() })
        break
      }
      case 'validation-gone':
      case 'validation-off':
        await ensureValidation(ctx, { shop })
        break
      default:
        // The rest is for people.
        break
    }
  }
}
