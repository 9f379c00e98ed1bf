import type { GateNumber } from '../gate/types.ts'

/** What is wrong with a shop's enforcement, as far as Shopify or what is still to be done tells; `admin/` has the sentences. */
export type ShopProblem =
  /** Shopify does not know a Function of this app: it was not deployed. */
  | { readonly kind: 'function-missing'; readonly handle: string }
  | { readonly kind: 'discount-gone'; readonly profile: number }
  /** Switched off, or ended, in Shopify's own pages. */
  | { readonly kind: 'discount-off'; readonly profile: number; readonly discountId: string }
  /** It combines otherwise than its gates say. */
  | { readonly kind: 'discount-changed'; readonly profile: number; readonly discountId: string }
  | { readonly kind: 'discount-failing'; readonly profile: number; readonly errors: readonly string[] }
  | { readonly kind: 'validation-gone' }
  | { readonly kind: 'validation-off' }
  /** The shop's own rule has lost the metafield that says which proofs count: it refuses only what is marked. */
  | { readonly kind: 'validation-blank' }
  /** Rules of our Function that are not the shop's own: a merchant added them in Shopify's checkout settings. */
  | { readonly kind: 'validation-foreign'; readonly count: number }
  | { readonly kind: 'validation-failing'; readonly errors: readonly string[] }
  /** Gates need holds, or orders wait for one, and Shopify does not let the app hold. */
  | {
      readonly kind: 'holds-not-allowed'
      readonly gates: readonly GateNumber[]
      readonly orders: number
    }
  /** Orders whose hold or cancellation failed so far. */
  | { readonly kind: 'orders-pending'; readonly orders: number }
  /** Proofs that this server signed and does not know: data was lost, or the key is known to others. */
  | { readonly kind: 'orders-unmatched'; readonly orders: readonly string[] }
  /** Shopify names a time zone that this server does not know; the one before counts. */
  | { readonly kind: 'timezone-unknown'; readonly said: string; readonly kept: string }
  /** Shopify names a domain for the storefront that is none; the one before counts. */
  | { readonly kind: 'domain-unusable'; readonly said: string; readonly kept: string }
  /** Customers who asked what is kept of them and have no answer yet; the earliest is due at `dueAt`, unix seconds. */
  | { readonly kind: 'data-requests-open'; readonly count: number; readonly dueAt: number }
  | { readonly kind: 'work-failing'; readonly kinds: readonly string[]; readonly lastError: string }

/**
 * What is done about a problem: the app puts it right itself, the app is released anew, whoever runs the server is told,
 * the merchant grants the scopes for holding.
 */
export type Remedy = 'repair' | 'release' | 'report' | 'allow-holding'

/** Of each problem; null where its own sentence says what is to be done. */
export const REMEDIES = {
  'function-missing': 'release',
  'discount-gone': 'repair',
  'discount-off': 'repair',
  'discount-changed': 'repair',
  'discount-failing': 'report',
  'validation-gone': 'repair',
  'validation-off': 'repair',
  'validation-blank': 'repair',
  'validation-foreign': 'repair',
  'validation-failing': 'report',
  'holds-not-allowed': 'allow-holding',
  'orders-pending': null,
  'orders-unmatched': null,
  'timezone-unknown': 'report',
  'domain-unusable': null,
  'data-requests-open': null,
  'work-failing': 'report',
} as const satisfies Record<ShopProblem['kind'], Remedy | null>
