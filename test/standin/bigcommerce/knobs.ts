/** What BigCommerce does where its documents are silent, and how patient it is. */
export type Knobs = {
  /** A code of one use that two checkouts hold: the second order is refused, is placed without it, or uses it too. */
  codeRace: 'refuse' | 'drop' | 'both'
  /** Whether a cancelled order gives its code's use back. */
  cancelReturnsUse: boolean
  /** Whether a cancelled order's goods go back into stock. */
  cancelRestocks: boolean
  /** Whether `max_uses` of a promotion counts over all its codes. The documents say that it overrides a code's. */
  promotionCountsUses: boolean
  /** Whether a checkout takes a code that gives nothing to its cart. */
  idleCoupon: 'keep' | 'refuse'
  /** Whether the codes of two cases are one code. */
  codesIgnoreCase: boolean
  /** Whether `POST …/codes` adds a chosen code to a promotion of the coupon type BULK, beside `codegen`. */
  bulkTakesOwnCodes: boolean
  /** What V2 answers for an empty list: the documents show lists alone. */
  emptyList: 200 | 204
  /** For how many milliseconds a new code is unknown to the checkout. */
  codeDelay: number
  /** For how many milliseconds a new webhook gets no events: "up to one minute". */
  hookDelay: number
  /** For how many milliseconds a page has the scripts of before: "20 seconds to cache". */
  scriptDelay: number
  /** At how many promotions the store refuses another one. */
  promotionLimit: number
  /** At how many codes a promotion refuses another one. */
  codeLimit: number
  /** Whether an order is first incomplete, with an event of its own, and paid afterwards. */
  ordersStartIncomplete: boolean
  /** What type an order's coupon has: that of every promotion, or one by what it gives. */
  couponTypes: 'promotion' | 'by gift'
  /** For how many milliseconds an order's products and coupons are not shown, and how: not found, or as no items. */
  orderPartsDelay: number
  orderPartsMissing: 404 | 'empty'
  /** The most items of a page of V3, whatever limit was asked for. */
  mostOnPage: number
  /** Whether the date of an order that was incomplete is that of its payment. */
  paymentSetsDate: boolean
  /** For how many milliseconds a token works after an uninstall. */
  tokenOutlives: number
  /** Requests that a token has in a window, and the window. */
  quota: number
  quotaWindow: number
  /** Milliseconds before each retry of a webhook. The platform waits a minute, then three, up to a day. */
  retryWaits: readonly number[]
  /** How long an app has to answer a webhook or callback. */
  callbackTimeout: number
  /** Whether a webhook's hash is of its `data` alone, so that two changes of an order have one hash. */
  hashOf: 'event' | 'data'
  /** Whether webhooks have the signature of Standard Webhooks, as the document of HTTPS webhooks says. */
  signsWebhooks: boolean
}

export const USUAL_KNOBS: Knobs = {
  codeRace: 'refuse',
  cancelReturnsUse: false,
  cancelRestocks: false,
  promotionCountsUses: true,
  idleCoupon: 'keep',
  codesIgnoreCase: true,
  bulkTakesOwnCodes: true,
  emptyList: 204,
  codeDelay: 0,
  hookDelay: 0,
  scriptDelay: 0,
  promotionLimit: 1000,
  codeLimit: 10_000,
  ordersStartIncomplete: true,
  couponTypes: 'promotion',
  orderPartsDelay: 0,
  orderPartsMissing: 404,
  mostOnPage: 250,
  paymentSetsDate: false,
  tokenOutlives: 0,
  quota: 20_000,
  quotaWindow: 30_000,
  retryWaits: [100, 300, 600],
  callbackTimeout: 10_000,
  hashOf: 'event',
  signsWebhooks: true,
}
