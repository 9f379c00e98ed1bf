import { DISCOUNT_TITLE } from '../core/gate/discountName.ts'
import type { OrderDiscount } from '../core/settlement/types.ts'
import { toThousandths } from '../core/text/thousandths.ts'

export type DiscountApplication = {
  readonly __typename: string
  readonly targetType: 'LINE_ITEM' | 'SHIPPING_LINE'
  readonly targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT'
  readonly title?: string
  readonly code?: string
}
export type Allocation = {
  readonly allocatedAmountSet: { readonly shopMoney: { readonly amount: string } }
  readonly discountApplication: DiscountApplication
}

/** Whether the automatic discount has the title of this app's. Those with the name of a gate are found later. */
export function isOurs({ __typename, title }: DiscountApplication): boolean {
  return __typename === 'AutomaticDiscountApplication' && title === DISCOUNT_TITLE
}

/** Whether the discount is off the whole order. Shopify still spreads its amount over the lines. */
export function isWholeOrder({ targetType, targetSelection }: DiscountApplication): boolean {
  return targetType === 'LINE_ITEM' && targetSelection === 'ALL'
}

/** Parse what a discount took off. An amount that is no decimal counts as nothing. */
export function parseAllocation({ allocatedAmountSet, discountApplication }: Allocation): OrderDiscount {
  return {
    amount: toThousandths(allocatedAmountSet.shopMoney.amount) ?? 0n,
    code: discountApplication.code ?? null,
    ...(discountApplication.title !== undefined && { title: discountApplication.title }),
    isOurs: isOurs(discountApplication),
    isWhole: isWholeOrder(discountApplication),
  }
}
