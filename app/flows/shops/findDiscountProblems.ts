import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Combination, Gate } from '../../core/gate/types.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { Needs } from '../context.ts'

export type DiscountProblem = Extract<ShopProblem, { readonly profile: number }>

/**
 * Find problems of the discounts that the shop's gates use: deleted, switched off, changed, failing.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function findDiscountProblems(
  ctx: Needs<'profiles' | 'shopify'>,
  { shop, gates }: { shop: Shop; gates: readonly Gate[] },
): Promise<DiscountProblem[]> {
  if (shop.enforcement.level !== 'functions') return []
  const [profiles, discounts] = await Promise.all([
    ctx.profiles.list({ shopId: shop.id }),
    ctx.shopify.readDiscounts(),
  ])
  const used = new Set(gates.filter(({ reaction }) => isDiscounting(reaction)).map(({ profile }) => profile))
  return profiles.flatMap(({ profile, combination, discountId }): DiscountProblem[] => {
    // A discount that no gate uses does no harm.
    if (!used.has(profile) || discountId === null) return []
    const discount = discounts.find((one) => one.discountId === discountId)
    if (!discount) return [{ kind: 'discount-gone', profile }]
    const problems: DiscountProblem[] = []
    if (discount.status === 'EXPIRED') problems.push({ kind: 'discount-off', profile, discountId })
    if (!isSame(discount.combination, combination)) {
      problems.push({ kind: 'discount-changed', profile, discountId })
    }
    const { errors } = discount
    return errors.length > 0 ? [...problems, { kind: 'discount-failing', profile, errors }] : problems
  })
}

function isSame(a: Combination, b: Combination): boolean {
  return (
    a.orderDiscounts === b.orderDiscounts &&
    a.productDiscounts === b.productDiscounts &&
    a.shippingDiscounts === b.shippingDiscounts &&
    a.purchases === b.purchases
  )
}
