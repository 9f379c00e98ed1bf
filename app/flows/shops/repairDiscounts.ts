import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { ensureDiscount } from '../publication/ensureDiscount.ts'
import { type DiscountProblem, findDiscountProblems } from './findDiscountProblems.ts'
import { repairOrFallBack } from './repairOrFallBack.ts'
import { runAll } from './runAll.ts'

/**
 * Repair the discounts that gates use: create them again, switch them on, restore their profile's combination. If
 * Shopify refuses Functions, the shop's level becomes `codes`.
 *
 * @throws {PalisadeError} ERR_DISCOUNTS_FULL
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function repairDiscounts(
  ctx: Needs<'now' | 'log' | 'shops' | 'gates' | 'profiles' | 'proofKeys' | 'jobs' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<void> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  const problems = await findDiscountProblems(ctx, { shop, gates })
  await runAll(
    ctx,
    problems.map((problem) => async () => {
      await repairOrFallBack(ctx, { shop, repair: () => repairOne(ctx, { shop, problem }) })
    }),
  )
}

async function repairOne(
  ctx: Needs<'now' | 'gates' | 'profiles' | 'proofKeys' | 'shopify'>,
  { shop, problem }: { shop: Shop; problem: DiscountProblem },
): Promise<void> {
  switch (problem.kind) {
    case 'discount-gone':
      await ensureDiscount(ctx, { shop, profile: problem.profile })
      break
    case 'discount-off':
      await ctx.shopify.startDiscount({ discountId: problem.discountId })
      break
    case 'discount-changed': {
      const { discountId, profile } = problem
      const profiles = await ctx.profiles.list({ shopId: shop.id })
      const combination = profiles.find((one) => one.profile === profile)?.combination
      if (combination) await ctx.shopify.updateDiscount({ discountId, combination, startsAt: ctx.now() })
      break
    }
    default:
      // A failing run cannot be repaired here.
      break
  }
}
