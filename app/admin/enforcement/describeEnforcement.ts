import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'
import type { Guard } from '../../core/gate/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import { describeHolding } from '../holding/describeHolding.ts'
import { describeRefusals } from './describeRefusals.ts'
import type { EnforcementView, Gap } from './views.ts'

export type DescribeEnforcementParameters = {
  readonly shop: {
    readonly enforcement: Enforcement
    readonly settings: Pick<ShopSettings, 'onViolation'>
    readonly holding: { readonly state: HoldingState }
  }
  /** Properties of a gate, or of its draft, that decide about its enforcement. */
  readonly gate: {
    readonly isExclusive: boolean
    readonly hasDiscount: boolean
    /** Whether the gate discounts the whole order or its shipping, but only for carts with certain products. */
    readonly needsProducts: boolean
    readonly hasCap: boolean
    readonly isLimited: boolean
    readonly guard: Guard
  }
}

/**
 * Describe the enforcement level that a gate has on a shop, and the surfaces that are not covered.
 *
 * @see https://shopify.dev/docs/api/functions/latest/cart-and-checkout-validation for where a validation runs
 */
export function describeEnforcement({ shop, gate }: DescribeEnforcementParameters): EnforcementView {
  const gaps = listGaps(gate)
  const { onViolation } = shop.settings
  const handling = describeHolding({ onViolation, state: shop.holding.state })
  switch (shop.enforcement.level) {
    case 'functions':
      return {
        level: 'checkout',
        title: 'Enforced at checkout',
        sentences: describeCheckout(gate, handling),
        gaps,
      }
    case 'codes':
      return gate.isExclusive
        ? {
            level: 'order',
            title: 'Checked after the order',
            sentences: [describePlan(shop.enforcement), ...describeOrder(gate, handling)],
            gaps,
          }
        : {
            level: 'code',
            title: 'By discount codes',
            sentences: [
              describePlan(shop.enforcement),
              ...describeCode({ gate, handling, mayHold: shop.holding.state === 'allowed' }),
            ],
            gaps,
          }
    case 'unknown':
      return {
        level: 'unknown',
        title: 'Not known yet',
        sentences: [describeRefusals(shop.enforcement).shop],
        gaps,
      }
  }
}

type Gate = DescribeEnforcementParameters['gate']

function describeCheckout({ isExclusive, hasDiscount, isLimited }: Gate, handling: string): string[] {
  return [
    ...(isExclusive ? describeRefusals({ level: 'functions' }).othersInDetail : []),
    ...(hasDiscount
      ? [
          'Shopify itself gives the discount to shoppers who unlocked it, without a code that they could share.',
        ]
      : []),
    ...(isLimited ? ['An unlock reserves one use, for one order.'] : []),
    ...(isExclusive || isLimited
      ? [
          `An order may still break a rule: a second order with a copied unlock, or an order that another app creates. When Shopify reports it, Palisade ${handling}.`,
        ]
      : []),
  ]
}

function describePlan({ plan }: Enforcement): string {
  const rule = 'Shopify lets Palisade into the checkout only on the Plus plan'
  return plan === null ? `${rule}, and not in this shop.` : `${rule}, and this shop is on ${plan}.`
}

function describeOrder(gate: Gate, handling: string): string[] {
  const { hasDiscount } = gate
  return [
    `${describeRefusals({ level: 'codes' }).othersInDetail.join(' ')} When Shopify reports an order without an unlock, Palisade ${handling}.`,
    ...(hasDiscount ? ['Holders get their price with a code that works for one order.'] : []),
    ...describeProducts(gate, handling),
  ]
}

// The minimum of a code counts items or money of any product.
function describeProducts({ needsProducts }: Gate, handling: string): string[] {
  if (!needsProducts) return []
  return [
    `The discount on the order or its shipping also works without any of these products, because Shopify’s codes cannot require them. When Shopify reports such an order, Palisade ${handling}.`,
  ]
}

function describeCode({
  gate,
  handling,
  mayHold,
}: {
  gate: Gate
  handling: string
  mayHold: boolean
}): string[] {
  const { hasCap, guard } = gate
  return [
    'A shopper who unlocks the gate gets a code that works for one order and expires on its own. Palisade adds the code to their cart.',
    guard === 'account'
      ? 'Only the customer who unlocked it can use it.'
      : `A shopper can share a code before using it, but the code still works for only one order. Palisade tags an order from another cart for your staff${mayHold ? ', and holds it if you chose so under Settings' : ''}.`,
    ...describeProducts(gate, handling),
    ...(hasCap ? ['Palisade checks the maximum per cart when the order comes in, not at checkout.'] : []),
  ]
}

function listGaps({ isExclusive, hasDiscount, guard }: Gate): Gap[] {
  const staff = isExclusive ? 'Your staff can sell these products to anyone' : 'Nobody gets this price'
  return [
    { surface: 'Point of Sale', sentence: `${staff}. A till checks shoppers there: see Counter.` },
    {
      surface: 'Draft orders',
      sentence: isExclusive
        ? 'Your staff decides what these orders contain. Palisade does not hold them.'
        : 'Your staff sets the prices.',
    },
    {
      surface: 'Order edits',
      sentence: isExclusive
        ? 'Items that your staff adds to an order later need no unlock.'
        : 'Items that your staff adds to an order later do not get this price.',
    },
    {
      surface: 'Other sales channels',
      sentence: isExclusive
        ? 'Orders that another app or marketplace creates skip the checkout. Palisade checks them when they come in.'
        : 'Shoppers can unlock only in your online store.',
    },
    ...(isExclusive
      ? [
          {
            surface: 'Bundles',
            sentence:
              'A bundle that is sold as its parts may reach the checkout without its name. Palisade checks these orders when they come in.',
          },
        ]
      : []),
    ...(hasDiscount ? [{ surface: 'Subscriptions', sentence: 'Only the first payment is discounted.' }] : []),
    ...(guard === 'cart'
      ? [
          {
            surface: 'Buy it now',
            sentence: 'Holders cannot use it either, because this gate needs the cart.',
          },
        ]
      : []),
  ]
}
