import type { BlockProblem } from '../block/types.ts'
import type { Enforcement } from '../gate/shop.ts'
import type { GateNumber } from '../gate/types.ts'
import type { WaitingOrders } from '../job/late.ts'

/** A problem of a shop's enforcement, found at Shopify or in open work; `admin/` has the sentences. */
export type ShopProblem =
  /** Shopify does not know a Function of this app: it was not deployed. */
  | { readonly kind: 'function-missing'; readonly handle: string }
  | { readonly kind: 'discount-gone'; readonly profile: number }
  /** A discount is gone or off, and Shopify lets the shop have no further active one. */
  | { readonly kind: 'discounts-full' }
  /** Switched off, or ended, in Shopify's own pages. */
  | { readonly kind: 'discount-off'; readonly profile: number; readonly discountId: string }
  /** Its combinations differ from those of its gates. */
  | { readonly kind: 'discount-changed'; readonly profile: number; readonly discountId: string }
  | { readonly kind: 'discount-failing'; readonly profile: number; readonly errors: readonly string[] }
  | { readonly kind: 'validation-gone' }
  | { readonly kind: 'validation-off' }
  /** The shop's own rule has lost its config, which says which proofs count: it refuses only what is marked. */
  | { readonly kind: 'validation-blank' }
  /** Rules of our Function that are not the shop's own: a merchant added them in Shopify's checkout settings. */
  | { readonly kind: 'validation-foreign'; readonly count: number }
  | { readonly kind: 'validation-failing'; readonly errors: readonly string[] }
  /** Gates need holds, or orders wait for one, but Shopify does not let the app hold. */
  | {
      readonly kind: 'holds-not-allowed'
      readonly gates: readonly GateNumber[]
      readonly orders: number
    }
  /** The app may hold orders, but Shopify does not tell it when one is ready to be held. */
  | { readonly kind: 'routing-unheard' }
  /** Shopify has not approved the app for protected customer data, so the app sees no orders. */
  | { readonly kind: 'customer-data-not-approved'; readonly level: Enforcement['level'] }
  /** Orders whose hold or cancellation failed so far. */
  | { readonly kind: 'orders-pending'; readonly orders: number }
  /** Orders have come, and wait to be settled for too long. */
  | ({ readonly kind: 'orders-waiting' } & WaitingOrders)
  /** Orders with proofs of unknown grants and a valid MAC: data was lost, or the key leaked. */
  | { readonly kind: 'orders-unmatched'; readonly orders: readonly string[] }
  /** Shopify names a time zone that this server does not know; the previous one still counts. */
  | { readonly kind: 'timezone-unknown'; readonly said: string; readonly kept: string }
  /** Shopify names an invalid domain for the storefront; the previous one still counts. */
  | { readonly kind: 'domain-unusable'; readonly said: string; readonly kept: string }
  /** Unanswered requests of customers for their data; the earliest is due at `dueAt`, unix seconds. */
  | { readonly kind: 'data-requests-open'; readonly count: number; readonly dueAt: number }
  /** The shop tags customers, but Shopify does not let the app change them. */
  | { readonly kind: 'tags-not-allowed' }
  /** A store's token does nothing any more: BigCommerce refuses it, or this server cannot decrypt it. */
  | { readonly kind: 'access-lost'; readonly why: 'refused' | 'unreadable' }
  | BlockProblem
  | { readonly kind: 'work-failing'; readonly kinds: readonly string[]; readonly lastError: string }

/**
 * The remedy for a problem: the app repairs it by itself, the app is released anew, somebody reports it to the
 * operator, the operator asks Shopify for approval, the merchant grants the scopes for holds, or adds the block to the
 * `theme`.
 */
export type Remedy = 'repair' | 'release' | 'report' | 'approval' | 'allow-holding' | 'theme'

/** The remedy for each problem; null if its sentence already says what to do. */
export const REMEDIES = {
  'function-missing': 'release',
  'discount-gone': 'repair',
  'discounts-full': null,
  'discount-off': 'repair',
  'discount-changed': 'repair',
  'discount-failing': 'report',
  'validation-gone': 'repair',
  'validation-off': 'repair',
  'validation-blank': 'repair',
  'validation-foreign': 'repair',
  'validation-failing': 'report',
  'holds-not-allowed': 'allow-holding',
  'routing-unheard': 'repair',
  'customer-data-not-approved': 'approval',
  'orders-pending': null,
  'orders-waiting': null,
  'orders-unmatched': null,
  'timezone-unknown': 'report',
  'domain-unusable': null,
  'data-requests-open': null,
  'tags-not-allowed': null,
  'access-lost': null,
  'block-missing': 'theme',
  'block-blind': 'report',
  'block-unknown': 'theme',
  'work-failing': 'report',
} as const satisfies Record<ShopProblem['kind'], Remedy | null>
