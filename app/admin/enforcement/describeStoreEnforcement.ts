import type { EnforcementView } from './views.ts'

/** What enforces the gates of a BigCommerce store, by whether a gate is exclusive. Nothing can refuse its checkout. */
export type StoreEnforcement = Readonly<Record<'exclusive' | 'open', EnforcementView>>

const COUPON =
  'A shopper who unlocks the gate gets a coupon code for one order. It is for the gate’s products, and ends on its own.'
const CUSTOMER =
  'BigCommerce cannot bind a coupon to one customer. For a gate for signed-in customers, Palisade checks whose order it is when the order comes in.'
const ONE_CODE =
  'A checkout takes one coupon unless your plan allows more. A shopper who unlocks several gates can use one code per order.'
const HANDLING = {
  hold: 'gives it the status “Manual Verification Required”',
  cancel: 'cancels it. It does not refund the payment: do that in the control panel',
  tag: 'writes so into its staff notes, and changes nothing else',
} as const
const GAPS = [
  { surface: 'Manual orders', sentence: 'Orders that your staff create are your staff’s decision.' },
  {
    surface: 'Other channels',
    sentence:
      'Orders of marketplaces and of the Orders API have no coupon. Palisade checks them when they come in.',
  },
  { surface: 'Subscriptions', sentence: 'Renewals of another app are orders without an unlock.' },
  {
    surface: 'Downloads',
    sentence: 'A digital product may be downloaded before its order is held.',
  },
] as const

/** Describe what enforces the gates of a store. `onViolation`: what happens to an order that breaks a rule. */
export function describeStoreEnforcement({
  onViolation,
}: {
  onViolation: keyof typeof HANDLING
}): StoreEnforcement {
  const handling = HANDLING[onViolation]
  return {
    exclusive: {
      level: 'order',
      title: 'Checked after the order',
      sentences: [
        `BigCommerce lets no app into its checkout, so everyone can order these products. When an order comes without the coupon of an unlock, Palisade ${handling}.`,
        `${COUPON} If the gate gives no discount, the code takes one cent off, because BigCommerce records only coupons that take something off.`,
        CUSTOMER,
        ONE_CODE,
      ],
      gaps: GAPS,
    },
    open: {
      level: 'code',
      title: 'By coupon codes',
      sentences: [
        COUPON,
        `A shopper can share a code before using it, but it still works for only one order. Palisade checks limits and maximums when the order comes in: if one is broken, it ${handling}.`,
        CUSTOMER,
        ONE_CODE,
      ],
      gaps: GAPS,
    },
  }
}
