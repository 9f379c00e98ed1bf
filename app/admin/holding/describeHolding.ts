import type { ShopSettings } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'

type Holding = {
  readonly onViolation: ShopSettings['onViolation']
  readonly state: HoldingState
}

/** Title, or badge, for orders that the app may not hold. */
export const NOT_HELD_TITLE = 'Not held: permission missing'

/** Text for a shop whose orders the app may not hold. */
export const NOT_HELD =
  'Palisade cannot hold orders that break a rule, because Shopify does not let it hold orders yet. Their items can be shipped.'

/** Format what happens to an order that broke a rule, as the end of a sentence: `it is tagged for your staff`. */
export function describeHolding({ onViolation, state }: Holding): string {
  if (onViolation === 'tag') return 'tags it for your staff'
  if (onViolation === 'cancel') return 'cancels and refunds it'
  switch (state) {
    case 'allowed':
      return 'holds its items so that they do not ship'
    case 'not-allowed':
      return 'tags it for your staff, but does not hold its items, because Shopify does not let Palisade hold orders yet'
    case 'unknown':
      return 'tags it for your staff, and holds it if Shopify lets Palisade hold orders'
  }
}
