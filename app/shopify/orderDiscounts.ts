import { DISCOUNT_TITLE } from './discountInput.ts'

export type DiscountApplication = {
  readonly __typename: string
  readonly targetType: 'LINE_ITEM' | 'SHIPPING_LINE'
  readonly targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT'
  readonly title?: string
  readonly code?: string
}
export type Allocation = { readonly discountApplication: DiscountApplication }

/** Whether an automatic discount of this app did it. An order tells no more of a discount than its title. */
export function isOurs({ __typename, title }: DiscountApplication): boolean {
  return __typename === 'AutomaticDiscountApplication' && title === DISCOUNT_TITLE
}

/** Whether it is off the order as a whole, though Shopify spreads its amount over the lines. */
export function isWholeOrder({ targetType, targetSelection }: DiscountApplication): boolean {
  return targetType === 'LINE_ITEM' && targetSelection === 'ALL'
}
