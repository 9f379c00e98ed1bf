import { DISCOUNT_TITLE } from './composeDiscountInput.ts'

export type DiscountApplication = {
  readonly __typename: string
  readonly targetType: 'LINE_ITEM' | 'SHIPPING_LINE'
  readonly targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT'
  readonly title?: string
  readonly code?: string
}
export type Allocation = { readonly discountApplication: DiscountApplication }

/** Whether this app's automatic discount applied. An order identifies an automatic discount only by its title. */
export function isOurs({ __typename, title }: DiscountApplication): boolean {
  return __typename === 'AutomaticDiscountApplication' && title === DISCOUNT_TITLE
}

/** Whether the discount is off the whole order. Shopify still spreads its amount over the lines. */
export function isWholeOrder({ targetType, targetSelection }: DiscountApplication): boolean {
  return targetType === 'LINE_ITEM' && targetSelection === 'ALL'
}
