import type { ShopId } from './types.ts'

/** A shop's identity, as Shopify states it. */
export type ShopIdentity = {
  readonly id: ShopId
  readonly myshopifyDomain: string
  readonly primaryDomain: string
  readonly ianaTimezone: string
  readonly currencyCode: string
}

/** A shop that has the app installed. `allowedDomains` are authorities (`host[:port]`, lower case) that a login may name. */
export type Shop = ShopIdentity & {
  readonly allowedDomains: readonly string[]
  readonly settings: ShopSettings
  /** What Shopify lets this shop enforce, as last observed. */
  readonly enforcement: Enforcement
  /** The shop's validation, null while it has none. */
  readonly validationId: string | null
  /** Whether somebody is told of unlocks and refusals. */
  readonly tellsUnlocks: boolean
  readonly refused: RefusedIdentity
}

/** Shopify's latest values that this server cannot use, in a form safe to show; null if the value was accepted. */
export type RefusedIdentity = {
  readonly ianaTimezone: string | null
  readonly primaryDomain: string | null
}

/** A merchant's settings for the whole shop. */
export type ShopSettings = {
  /** What happens to the lines of an order that broke a rule. */
  readonly onViolation: 'hold' | 'cancel' | 'tag'
  /** Whether wallet and token are written onto orders. */
  readonly showsWallet: boolean
  /** Whether proofs are also written into the cart's own metafield, through the Storefront API. */
  readonly usesCartMetafield: boolean
  /** Whether an order is held, not only tagged, if its cart is not the one that the proof was made for. */
  readonly holdsSuspects: boolean
  /** Whether signed-in customers who hold tokens get a tag. */
  readonly tagsCustomers: boolean
  /** Whether signed receipts are written onto orders. */
  readonly writesReceipts: boolean
}

/**
 * `functions`: both Functions may run. `codes`: Shopify refused them (a custom app below Plus): one discount code per
 * unlock, and exclusive access by settlement alone. `unknown`: not tried yet.
 */
export type Enforcement = {
  readonly level: 'unknown' | 'functions' | 'codes'
  /** The plan's name from Shopify, null if not asked yet. */
  readonly plan: string | null
  /** Whether shoppers can have accounts. */
  readonly hasAccounts: boolean
}
