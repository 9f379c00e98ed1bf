import type { Enforcement, ShopSettings } from '../../core/gate/shop.ts'
import type { Guard } from '../../core/gate/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import { sayHandling } from '../holding/sayHolding.ts'
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
  const handling = sayHandling({ onViolation, state: shop.holding.state })
  switch (shop.enforcement.level) {
    case 'functions':
      return { level: 'checkout', title: 'Held at checkout', sentences: sayCheckout(gate, handling), gaps }
    case 'codes':
      return gate.isExclusive
        ? {
            level: 'order',
            title: 'Checked after the order',
            sentences: [sayPlan(shop.enforcement), ...sayOrder(gate, handling)],
            gaps,
          }
        : {
            level: 'code',
            title: 'By discount codes',
            sentences: [
              sayPlan(shop.enforcement),
              ...sayCode({ gate, handling, mayHold: shop.holding.state === 'allowed' }),
            ],
            gaps,
          }
    case 'unknown':
      return {
        level: 'unknown',
        title: 'Not known yet',
        sentences: [
          'What Shopify lets this shop enforce shows when the first gate is saved: the checkout itself, or discount codes and a look at each order.',
        ],
        gaps,
      }
  }
}

type Gate = DescribeEnforcementParameters['gate']

function sayCheckout({ isExclusive, hasDiscount, isLimited }: Gate, handling: string): string[] {
  return [
    ...(isExclusive
      ? [
          'The buy button stays on their pages, and anybody can put these products into a cart.',
          'Shopify’s checkout refuses the order of everybody who did not unlock them, also with Buy it now and express buttons. It says that the product is for token holders, and sends them back to your store to connect a wallet.',
        ]
      : []),
    ...(hasDiscount
      ? ['The price is taken off by Shopify itself, for whoever unlocked it, without a code to pass on.']
      : []),
    ...(isLimited ? ['A use is set aside when it is unlocked, for one order.'] : []),
    ...(isExclusive || isLimited
      ? [
          `An order may still break a rule: a second one on a copied unlock, or one that another app makes. It is found when it comes in, and ${handling}.`,
        ]
      : []),
  ]
}

function sayPlan({ plan }: Enforcement): string {
  const where = plan === null ? 'this shop is not on it' : `this shop is on ${plan}`
  return `Shopify lets this app into the checkout on the Plus plan alone, and ${where}.`
}

function sayOrder(gate: Gate, handling: string): string[] {
  const { hasDiscount } = gate
  return [
    `The buy button stays on their pages, and the checkout cannot refuse anybody here. Right after an order without an unlock comes in, ${handling}.`,
    ...(hasDiscount ? ['Holders get their price by a code that is good for one order.'] : []),
    ...sayProducts(gate, handling),
  ]
}

// The minimum of a code counts items or money of any product.
function sayProducts({ needsProducts }: Gate, handling: string): string[] {
  if (!needsProducts) return []
  return [
    `What is off the order or its shipping comes off without any of these products too: Shopify’s codes cannot ask for them. Such an order is found when it comes in, and ${handling}.`,
  ]
}

function sayCode({ gate, handling, mayHold }: { gate: Gate; handling: string; mayHold: boolean }): string[] {
  const { hasCap, guard } = gate
  return [
    'Whoever unlocks the gate gets a code that is good for one order and ends by itself. It is put into their cart for them.',
    guard === 'account'
      ? 'Only the customer who unlocked it can use it.'
      : `A code can be passed on before it is used, and is good for one order all the same. An order that comes from another cart is tagged for your staff${mayHold ? ', and held if you chose so in Settings' : ''}.`,
    ...sayProducts(gate, handling),
    ...(hasCap ? ['The most in one cart is looked at when the order comes in, not at checkout.'] : []),
  ]
}

function listGaps({ isExclusive, hasDiscount, guard }: Gate): Gap[] {
  const staff = isExclusive ? 'Your staff can sell these products to anybody' : 'Nobody gets this price'
  return [
    { surface: 'Point of Sale', sentence: `${staff}: a wallet cannot be connected at the till.` },
    {
      surface: 'Draft orders',
      sentence: isExclusive
        ? 'What your staff puts together is up to them. It is not held.'
        : 'Your staff sets prices there themselves.',
    },
    {
      surface: 'Order edits',
      sentence: isExclusive
        ? 'Items that your staff adds to an order later are not asked for an unlock.'
        : 'Items that are added to an order later do not get this price.',
    },
    {
      surface: 'Other sales channels',
      sentence: isExclusive
        ? 'Orders that another app or marketplace creates do not pass the checkout. They are looked at when they come in.'
        : 'Shoppers unlock in your online store alone.',
    },
    ...(isExclusive
      ? [
          {
            surface: 'Bundles',
            sentence:
              'A bundle that is sold as its parts may reach the checkout without its name. Its orders are looked at when they come in.',
          },
        ]
      : []),
    ...(hasDiscount ? [{ surface: 'Subscriptions', sentence: 'Only the first payment is discounted.' }] : []),
    ...(guard === 'cart'
      ? [{ surface: 'Buy it now', sentence: 'Is not for holders either: this gate needs the cart.' }]
      : []),
  ]
}
