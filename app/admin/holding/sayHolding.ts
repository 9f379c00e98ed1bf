import type { ShopSettings } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'

type Holding = {
  readonly onViolation: ShopSettings['onViolation']
  readonly state: HoldingState
}

/** Text for a shop whose orders the app may not hold. */
export const NOT_HELD =
  'Orders that break a rule are found and tagged, but not held: Shopify does not let this app hold orders yet. Their items can be shipped.'

/** Format what happens to an order that broke a rule, as the end of a sentence: `it is tagged for your staff`. */
export function sayHandling({ onViolation, state }: Holding): string {
  if (onViolation === 'tag') return 'it is tagged for your staff'
  if (onViolation === 'cancel') return 'it is canceled and refunded'
  switch (state) {
    case 'allowed':
      return 'its items are held back from shipping'
    case 'not-allowed':
      return 'it is tagged for your staff; its items are not held, as Shopify does not let this app hold orders yet'
    case 'unknown':
      return 'it is tagged for your staff, and held if Shopify lets this app hold orders'
  }
}
