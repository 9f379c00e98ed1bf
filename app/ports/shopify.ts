import type { CodeGift } from '../core/accessCode/planCodes.ts'
import type { PalisadeError } from '../core/errors/base.ts'
import type { SingleVariant } from '../core/gate/memberships.ts'
import type { ShopIdentity } from '../core/gate/shop.ts'
import type { Combination, Subject } from '../core/gate/types.ts'
import type { FoundMetafield, MetafieldName, MetafieldWrite } from '../core/publication/metafields.ts'
import type { Published } from '../core/publication/types.ts'
import type { OrderFacts, OrderLine } from '../core/settlement/types.ts'

/**
 * Shopify's Admin API of one shop, one call a line. Every call throws ERR_SHOPIFY_USER (Shopify refused, with its own
 * sentence) or ERR_SHOPIFY_REQUEST (it is down, throttles or denies access). Instants are unix seconds; ids without
 * `gid` are Shopify's numbers; everything ending in `Id` of type string is a gid.
 */
export type ShopifyPort = {
  /** Declare every metafield and metaobject definition that is missing. */
  ensureDefinitions: () => Promise<void>
  /** Whether the shop has granted a scope; `write_x` includes `read_x`. Asked once per port. */
  hasScope: (name: string) => Promise<boolean>
  /** Who the shop is, as Shopify says. */
  readShop: () => Promise<FoundShop>
  /** The Functions of this app that Shopify knows, with the input query each was released with. */
  readFunctions: () => Promise<FoundFunction[]>

  /** Whether the discount still exists. */
  findDiscount: (parameters: {
    discountId: string
  }) => Promise<{ discountId: string; hasEnded: boolean } | null>
  /**
   * Make the automatic app discount of a profile, active from `startsAt`, with its config.
   * @throws {ConflictError} ERR_FUNCTIONS_REFUSED (custom app below Plus), ERR_DISCOUNTS_FULL (25 are active).
   */
  createDiscount: (parameters: {
    profile: number
    combination: Combination
    proofConfig: string
    startsAt: number
  }) => Promise<{ discountId: string }>
  /** Put a discount back to what its profile says; its config stays. @throws as createDiscount */
  updateDiscount: (parameters: {
    discountId: string
    combination: Combination
    startsAt: number
  }) => Promise<void>
  /** Switch on a discount that a merchant switched off. @throws as createDiscount */
  activateDiscount: (parameters: { discountId: string }) => Promise<void>
  /** Every automatic discount of this app's Functions, newest first, of whatever status. */
  readDiscounts: () => Promise<FoundDiscount[]>
  /** Discounts of this app that have the profile in their config, oldest first. */
  findProfileDiscounts: (parameters: { profile: number }) => Promise<string[]>
  deleteDiscount: (parameters: { discountId: string }) => Promise<void>

  /**
   * Make the shop's validation, enabled and blocking on failure, with both its metafields.
   * @throws {ConflictError} ERR_FUNCTIONS_REFUSED (custom app below Plus), ERR_VALIDATIONS_FULL.
   */
  createValidation: (parameters: {
    proofConfig: string
    exclusiveCollections: readonly number[]
  }) => Promise<{ validationId: string }>
  /** Null when it is gone. */
  readValidation: (parameters: { validationId: string }) => Promise<FoundValidation | null>
  /** Every validation of this app, oldest first. */
  findValidations: () => Promise<FoundValidation[]>
  /** Enable it and make it block on failure again. @throws as createValidation */
  repairValidation: (parameters: { validationId: string }) => Promise<void>
  deleteValidation: (parameters: { validationId: string }) => Promise<void>

  /** What stands of a shop's publication: its owners by id, definitions and storefront. One request. */
  readPublished: (parameters: { ownerIds: readonly string[] }) => Promise<Published>
  /** In the order asked; null where there is none. */
  readMetafields: (names: readonly MetafieldName[]) => Promise<(FoundMetafield | 'owner-gone' | null)[]>
  /**
   * Write all, at most 25 a request. Deletions come last.
   * @throws {ConflictError} ERR_SHOPIFY_STALE when one changed after it was read.
   */
  writeMetafields: (writes: readonly MetafieldWrite[]) => Promise<void>
  /** Create or replace gates' storefront cards, 25 a request. In the order asked: its gid, or why it was refused. */
  upsertGateCards: (
    cards: readonly { handle: string; fields: Readonly<Record<string, string>> }[],
  ) => Promise<({ cardId: string } | PalisadeError)[]>
  /** The gids of the cards with these handles, null where there is none. */
  findGateCards: (handles: readonly string[]) => Promise<(string | null)[]>

  /** Titles of products for people, in the order asked; null for one that is gone. */
  readProducts: (ids: readonly number[]) => Promise<(ProductSummary | null)[]>
  /** Likewise of variants. */
  readVariants: (ids: readonly number[]) => Promise<(VariantSummary | null)[]>
  /** Likewise of collections. */
  readCollections: (ids: readonly number[]) => Promise<(CollectionSummary | null)[]>
  /**
   * One page of what is in a collection, at most 150 products, by id: those that are in it whole, and the variants that
   * are in it by themselves, all of each product's. None for one that is gone.
   */
  listCollectionProducts: (parameters: { collectionId: number; after: string | null }) => Promise<{
    productIds: readonly number[]
    variants: readonly SingleVariant[]
    next: string | null
  }>
  /** The variants of a product that carry gates; none for one that is gone. */
  listMarkedVariants: (parameters: { productId: number }) => Promise<number[]>
  /** Which of the collections a product is in whole, and which of its variants are in one by themselves; none for one that is gone. */
  productCollections: (parameters: { productId: number; collectionIds: readonly number[] }) => Promise<{
    collectionIds: readonly number[]
    variants: readonly { readonly collectionId: number; readonly variantId: number }[]
  }>

  /** An order as it stands now; null when it is gone, or older than the shop lets the app read. */
  readOrder: (parameters: { orderId: number | bigint }) => Promise<FoundOrder | null>
  /** One page of orders that changed at or after `since`, the longest unchanged first. */
  listOrders: (parameters: { since: number; after: string | null }) => Promise<{
    orders: readonly { id: number; createdAt: number; updatedAt: number }[]
    next: string | null
  }>
  /** Add tags and keep those it has. */
  addTags: (parameters: { gid: string; tags: readonly string[] }) => Promise<void>
  /** Take tags away; one that is not there is nothing to do. */
  removeTags: (parameters: { gid: string; tags: readonly string[] }) => Promise<void>
  /** @throws {UpstreamError} ERR_SHOPIFY_REQUEST as long as the fulfilment scopes are not granted: see `hasScope`. */
  listFulfillmentOrders: (parameters: { orderId: number | bigint }) => Promise<FoundFulfillmentOrder[]>
  /**
   * Hold the lines of a fulfilment order, all of them where none is named; the rest of it becomes one of its own. Shopify
   * splits nothing that is on hold already: name no lines there. Null `holdId`: it had one of this handle.
   */
  holdFulfillmentOrder: (parameters: {
    id: string
    lines: readonly { id: string; quantity: number }[]
    notes: string
    /** Ours, at most 64 characters: the same hold is never put twice. */
    handle: string
  }) => Promise<{ holdId: string | null }>
  /** Take back holds of this app. */
  releaseHold: (parameters: { id: string; holdIds: readonly string[] }) => Promise<void>
  /** Cancel: back to the original payment, back to stock. Shopify does it a little later: the order says when. */
  cancelOrder: (parameters: {
    orderId: number | bigint
    notify: boolean
    /** For staff, at most 255 characters. */
    note: string
  }) => Promise<void>

  /** A code for one use by one customer. @throws {UpstreamError} ERR_SHOPIFY_USER when the code is taken. */
  createCodeDiscount: (parameters: CodeDiscount) => Promise<{ discountId: string }>
  /** Put other terms on a code, in full; its uses stay. */
  updateCodeDiscount: (parameters: CodeDiscount & { discountId: string }) => Promise<void>
  findCodeDiscount: (parameters: { code: string }) => Promise<FoundCodeDiscount | null>
  /** One that is gone already is nothing to do. */
  deleteCodeDiscount: (parameters: { discountId: string }) => Promise<void>

  /** Write a proof into the cart's own metafield, by the Storefront API. `cartToken` with its `?key=…`. */
  writeCartPass: (parameters: { cartToken: string; proof: string }) => Promise<void>
}

export type FoundShop = ShopIdentity & {
  /** What Shopify calls it. */
  readonly plan: string
  /** Whether shoppers can have accounts. */
  readonly hasAccounts: boolean
}
export type FoundFunction = {
  readonly handle: string
  /** Null where Shopify does not show it. */
  readonly inputQuery: string | null
}
export type FoundDiscount = {
  readonly discountId: string
  readonly title: string
  readonly status: 'ACTIVE' | 'SCHEDULED' | 'EXPIRED'
  /** What its config says, null when it cannot be read. */
  readonly profile: number | null
  readonly combination: Combination
  /** Sentences about runs that failed. */
  readonly errors: readonly string[]
}
export type FoundValidation = {
  readonly validationId: string
  readonly isEnabled: boolean
  readonly blocksOnFailure: boolean
  /** Whether it has a `proof_config` at all, readable or not. */
  readonly hasConfig: boolean
  /** Sentences about runs that failed. */
  readonly errors: readonly string[]
}

export type ProductSummary = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  readonly handle: string
}
/** `title` is its own; products without a choice have one variant, titled "Default Title". */
export type VariantSummary = {
  readonly id: number
  readonly title: string
  readonly product: ProductSummary
}
export type CollectionSummary = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  readonly productsCount: number
}

/** What an order says of itself: the facts that a settlement is decided from, and a little more. */
export type FoundOrder = Omit<OrderFacts, 'lines'> & {
  readonly updatedAt: number
  /** Whether `customerId` null means a guest: without `read_customers` Shopify does not say whose an order is. */
  readonly knowsCustomer: boolean
  /** As the webhook gives it; null where there was no cart. */
  readonly cartToken: string | null
  readonly lines: readonly FoundOrderLine[]
}
/** `codes`: discount codes that took something off this line. `hasOurDiscount` is about automatic discounts alone. */
export type FoundOrderLine = OrderLine & { readonly codes: readonly string[] }

export type FoundFulfillmentOrder = {
  readonly id: string
  readonly status: 'OPEN' | 'IN_PROGRESS' | 'SCHEDULED' | 'ON_HOLD' | 'INCOMPLETE' | 'CLOSED' | 'CANCELLED'
  readonly holds: readonly { readonly id: string; readonly handle: string | null; readonly isOurs: boolean }[]
  /** `lineItemId` is the order line's number; `remaining` is what is still to be sent. */
  readonly lines: readonly { readonly id: string; readonly lineItemId: number; readonly remaining: number }[]
}

export type CodeDiscount = {
  readonly code: string
  readonly title: string
  /** One code gives one of them: free shipping beside a price is a second code. */
  readonly gives: CodeGift
  /** Shopify takes at most 100 products or variants in a code's subject. */
  readonly subject: Subject
  readonly combination: Combination
  readonly startsAt: number
  readonly endsAt: number
  /** Only for this customer. */
  readonly customerId?: number | bigint
}
export type FoundCodeDiscount = {
  readonly discountId: string
  readonly usedCount: number
}
