import { DISCOUNT_TITLE } from '../core/gate/discountName.ts'
import type { Combination } from '../core/gate/types.ts'
import { DISCOUNT_FUNCTION } from '../core/publication/functionHandles.ts'
import { formatInstant } from './gid.ts'

/**
 * Full input of an automatic app discount. An update resets every omitted field.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/DiscountAutomaticAppInput
 */
export function composeDiscountInput({
  combination,
  startsAt,
}: {
  combination: Combination
  startsAt: number
}): Record<string, unknown> {
  return {
    title: DISCOUNT_TITLE,
    functionHandle: DISCOUNT_FUNCTION,
    discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
    combinesWith: composeCombination(combination),
    startsAt: formatInstant(startsAt),
    endsAt: null,
    ...composePurchases(combination),
    recurringCycleLimit: 1,
  }
}

export function composeCombination({ productDiscounts, orderDiscounts, shippingDiscounts }: Combination) {
  return { productDiscounts, orderDiscounts, shippingDiscounts }
}

export function composePurchases({ purchases: which }: Combination) {
  return {
    appliesOnOneTimePurchase: which !== 'subscription',
    appliesOnSubscription: which !== 'oneTime',
  }
}
