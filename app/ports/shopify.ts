import type { CodeGift } from '../core/accessCode/planCodes.ts'
import type { FoundCustomer } from '../core/customer/types.ts'
import type { PalisadeError } from '../core/errors/base.ts'
import type { SingleVariant } from '../core/gate/memberships.ts'
import type { ProductFacts } from '../core/gate/remarks/types.ts'
import type { ShopIdentity } from '../core/gate/shop.ts'
import type { Combination, Subject } from '../core/gate/types.ts'
import type { FoundMetafield, MetafieldName, MetafieldWrite } from '../core/publication/metafields.ts'
import type { Published } from '../core/publication/types.ts'
import type { OrderSummary } from '../core/settlement/orderSummary.ts'
import type { OrderFacts, OrderLine } from '../core/settlement/types.ts'

/**
 * The Admin API of one shop; one call per line. Every call may throw ERR_SHOPIFY_USER (Shopify refused, with its own
 * sentence) or ERR_SHOPIFY_REQUEST (Shopify is down, throttles or denies access). Instants are unix seconds. Ids
 * without `gid` are Shopify's numbers; string fields that end in `Id` are gids.
 */
export type ShopifyPort = {
  /** Create every metafield and metaobject definition that is missing. */
  ensureDefinitions: () => Promise<void>
  /** Whether the shop has granted a scope; `write_x` includes `read_x`. Asked once per port. */
  hasScope: (name: string) => Promise<boolean>
  /** The shop's identity at Shopify. */
  readShop: () => Promise<FoundShop>
  /** The Functions of this app that Shopify knows, with the input query each was released with. */
  readFunctions: () => Promise<FoundFunction[]>

  /** The discount and whether it has ended; null if it no longer exists. */
  findDiscount: (parameters: {
    discountId: string
  }) => Promise<{ discountId: string; hasEnded: boolean } | null>
  /**
   * Create the automatic app discount of a profile, active from `startsAt`, with its config.
   * @throws {ConflictError} ERR_FUNCTIONS_REFUSED (custom app below Plus), ERR_DISCOUNTS_FULL (25 are active).
   */
  createDiscount: (parameters: {
    profile: number
    combination: Combination
    proofConfig: string
    startsAt: number
  }) => Promise<{ discountId: string }>
  /** Restore a discount's combination and start; its config stays. @throws as createDiscount */
  updateDiscount: (parameters: {
    discountId: string
    combination: Combination
    startsAt: number
  }) => Promise<void>
  /** Activate a discount that a merchant deactivated. @throws as createDiscount */
  startDiscount: (parameters: { discountId: string }) => Promise<void>
  /** Every automatic discount of this app's Functions in any status, newest first. */
  readDiscounts: () => Promise<FoundDiscount[]>
  /** Titles of the automatic discounts of the merchant and of other apps, in any status. */
  listOtherTitles: () => Promise<string[]>
  /** Discounts of this app that have the profile in their config, oldest first. */
  findProfileDiscounts: (parameters: { profile: number }) => Promise<string[]>
  deleteDiscount: (parameters: { discountId: string }) => Promise<void>

  /**
   * Create the shop's validation, enabled and blocking on failure, with both its metafields.
   * @throws {ConflictError} ERR_FUNCTIONS_REFUSED (custom app below Plus), ERR_VALIDATIONS_FULL.
   */
  createValidation: (parameters: {
    proofConfig: string
    exclusiveCollections: readonly number[]
  }) => Promise<{ validationId: string }>
  /** Null if it no longer exists. */
  readValidation: (parameters: { validationId: string }) => Promise<FoundValidation | null>
  /** Every validation of this app, oldest first. */
  findValidations: () => Promise<FoundValidation[]>
  /** Enable it and make it block on failure again. @throws as createValidation */
  repairValidation: (parameters: { validationId: string }) => Promise<void>
  deleteValidation: (parameters: { validationId: string }) => Promise<void>

  /** The shop's publication at Shopify: its owners by id, definitions and storefront value. One request. */
  readPublished: (parameters: { ownerIds: readonly string[] }) => Promise<Published>
  /** In the order asked; null if there is no such metafield. */
  readMetafields: (names: readonly MetafieldName[]) => Promise<(FoundMetafield | 'owner-gone' | null)[]>
  /**
   * Write all, at most 25 per request. Deletions come last.
   * @throws {ConflictError} ERR_SHOPIFY_STALE if one changed after it was read.
   */
  writeMetafields: (writes: readonly MetafieldWrite[]) => Promise<void>
  /** Create or replace storefront cards of gates, 25 per request. In the order asked: the card's gid, or the error. */
  writeGateCards: (
    cards: readonly { handle: string; fields: Readonly<Record<string, string>> }[],
  ) => Promise<({ cardId: string } | PalisadeError)[]>
  /** The gids of the cards with these handles; null for a handle without a card. */
  findGateCards: (handles: readonly string[]) => Promise<(string | null)[]>
  /**
   * An entry of gated content: the number of the gate that opens it, null if it names none, and its body as JSON of
   * Shopify's rich text. Null if there is no such entry, or it is empty.
   */
  readContentEntry: (parameters: { handle: string }) => Promise<{ gate: number | null; body: string } | null>

  /** Titles of products for display, in the order asked; null for a product that no longer exists. */
  readProducts: (ids: readonly number[]) => Promise<(ProductSummary | null)[]>
  setProductStatus: (parameters: { productId: number; status: ProductStatus }) => Promise<void>
  /** What a gate's form says about products, in the order asked; null for a product that no longer exists. */
  readProductFacts: (ids: readonly number[]) => Promise<(ProductFacts | null)[]>
  /** The same as `readProducts` for variants. */
  readVariants: (ids: readonly number[]) => Promise<(VariantSummary | null)[]>
  /** The same for collections. */
  readCollections: (ids: readonly number[]) => Promise<(CollectionSummary | null)[]>
  /**
   * One page of a collection's content, by id, at most 150 products: products that it contains whole, and all variants
   * of a product that it contains singly. Empty if the collection no longer exists.
   */
  listCollectionProducts: (parameters: { collectionId: number; after: string | null }) => Promise<{
    productIds: readonly number[]
    variants: readonly SingleVariant[]
    next: string | null
  }>
  /** The ids of a product's variants; empty if the product no longer exists. */
  listVariants: (parameters: { productId: number }) => Promise<number[]>
  /** The variants of a product that carry gates; empty if the product no longer exists. */
  listMarkedVariants: (parameters: { productId: number }) => Promise<number[]>
  /** All products, or all variants, of the shop that carry gates. */
  listMarked: (parameters: { of: 'products' | 'variants' }) => Promise<number[]>
  /**
   * Which of the collections contain a product whole, and which contain single variants of it; empty if it no longer
   * exists.
   */
  findProductCollections: (parameters: { productId: number; collectionIds: readonly number[] }) => Promise<{
    collectionIds: readonly number[]
    variants: readonly { readonly collectionId: number; readonly variantId: number }[]
  }>

  /** Whether Shopify shows the app any orders. False if it has not approved the app for protected customer data. */
  canReadOrders: () => Promise<boolean>
  /** The current state of an order; null if it was deleted, or is older than the app may read. */
  readOrder: (parameters: { orderId: number | bigint }) => Promise<FoundOrder | null>
  /**
   * The same of several orders, in the order asked, at a share of the requests. `large` for one that takes more of them,
   * or was changed since: read it by itself.
   */
  readOrders: (parameters: { orderIds: readonly number[] }) => Promise<(FoundOrder | 'large' | null)[]>
  /**
   * The customer of an order; `id` is null for a guest. Null if Shopify does not show the app customers: without the scope
   * `read_customers`, which is looked up first, the order is not asked.
   */
  readOrderCustomer: (parameters: { orderId: number }) => Promise<{ readonly id: number | null } | null>
  /**
   * What staff see of an order; null if it was deleted, or is older than the app may read. With the scope
   * `read_customers`, which is looked up, the customer costs one more request.
   */
  readOrderSummary: (parameters: { orderId: number }) => Promise<OrderSummary | null>
  /** One page of orders that changed at or after `since`, least recently changed first. */
  listOrders: (parameters: { since: number; after: string | null }) => Promise<{
    orders: readonly { id: number; createdAt: number; updatedAt: number }[]
    next: string | null
  }>
  /** Add tags; existing tags stay. */
  addTags: (parameters: { gid: string; tags: readonly string[] }) => Promise<void>
  /** Add tags to several objects with one request per 25. In the order asked: null, or the error of that object. */
  addManyTags: (
    added: readonly { readonly gid: string; readonly tags: readonly string[] }[],
  ) => Promise<(PalisadeError | null)[]>
  /** Remove tags; a tag that the object does not have is ignored. */
  removeTags: (parameters: { gid: string; tags: readonly string[] }) => Promise<void>
  /**
   * Start the workflows of Shopify Flow that have this trigger. Answers null, or Shopify's sentence if it did not take
   * it: the shop has no Shopify Flow, or the app was not deployed with this trigger.
   */
  startWorkflows: (parameters: {
    handle: string
    payload: Readonly<Record<string, string | number>>
  }) => Promise<string | null>
  /** @throws {UpstreamError} ERR_SHOPIFY_REQUEST if the fulfilment scopes are not granted: see `hasScope`. */
  listFulfillmentOrders: (parameters: { orderId: number | bigint }) => Promise<FoundFulfillmentOrder[]>
  /**
   * Hold lines of a fulfilment order, or all of them if `lines` is empty; the other lines become a fulfilment order of
   * their own. Shopify does not split an order that is on hold already: pass no lines then. `holdId` is null if the
   * order already had a hold with this handle.
   */
  holdFulfillmentOrder: (parameters: {
    id: string
    lines: readonly { id: string; quantity: number }[]
    notes: string
    /** Our handle of the hold, at most 64 characters. The same hold is never made twice. */
    handle: string
  }) => Promise<{ holdId: string | null }>
  /** Release holds of this app. */
  releaseHold: (parameters: { id: string; holdIds: readonly string[] }) => Promise<void>
  /** Cancel an order: refund to the original payment and restock. Shopify does this later; the order shows when. */
  cancelOrder: (parameters: {
    orderId: number | bigint
    notify: boolean
    /** For staff, at most 255 characters. */
    note: string
  }) => Promise<void>

  /**
   * Customers with their tags and the app's metafield, in the order asked; null for one that Shopify does not have here.
   * @throws {UpstreamError} ERR_SCOPE_MISSING without `write_customers`; ERR_CUSTOMER_DATA_NOT_APPROVED
   */
  readCustomers: (customerIds: readonly string[]) => Promise<(FoundCustomer | null)[]>
  /** Create the definition of the customers' metafield if it is missing: segments see only defined ones. */
  ensureCustomerDefinition: () => Promise<void>

  /** This app's subscriptions to a topic in this shop, without those of `shopify.app.toml`. */
  listSubscriptions: (parameters: { topic: string }) => Promise<FoundSubscription[]>
  /** Subscribe this server to a topic; the same subscription is never made twice. */
  createSubscription: (parameters: { topic: string }) => Promise<void>
  /** A subscription that no longer exists is ignored. */
  deleteSubscription: (parameters: { subscriptionId: string }) => Promise<void>

  /** Create a code for one use by one customer. @throws {UpstreamError} ERR_SHOPIFY_USER if the code exists. */
  createCodeDiscount: (parameters: CodeDiscount) => Promise<{ discountId: string }>
  /** Replace all terms of a code; its count of uses stays. */
  updateCodeDiscount: (parameters: CodeDiscount & { discountId: string }) => Promise<void>
  findCodeDiscount: (parameters: { code: string }) => Promise<FoundCodeDiscount | null>
  /** A discount that no longer exists is ignored. */
  deleteCodeDiscount: (parameters: { discountId: string }) => Promise<void>

  /** Write a proof into the cart's own metafield through the Storefront API. `cartToken` includes its `?key=…`. */
  writeCartPass: (parameters: { cartToken: string; proof: string }) => Promise<void>
}

/**
 * Read a product's page at the storefront; null if it cannot be seen. Not a part of the port, because no API has it.
 */
export type ReadProductPage = (parameters: {
  myshopifyDomain: string
  primaryDomain: string
  handle: string
}) => Promise<ProductPage | null>
/** `hasBlock`: the page has the gate block. `findsCards`: the block does not say that it cannot look cards up. */
export type ProductPage = { readonly hasBlock: boolean; readonly findsCards: boolean }

export type FoundShop = ShopIdentity & {
  /** Shopify's name of the plan. */
  readonly plan: string
  /** Whether shoppers can have accounts. */
  readonly hasAccounts: boolean
}
export type FoundFunction = {
  readonly handle: string
  /** Null if Shopify does not show it. */
  readonly inputQuery: string | null
}
export type FoundDiscount = {
  readonly discountId: string
  readonly title: string
  readonly status: 'ACTIVE' | 'SCHEDULED' | 'EXPIRED'
  /** The profile in its config; null if the config cannot be read. */
  readonly profile: number | null
  readonly combination: Combination
  /** Error messages of failed runs. */
  readonly errors: readonly string[]
}
export type FoundValidation = {
  readonly validationId: string
  readonly isEnabled: boolean
  readonly blocksOnFailure: boolean
  /** Whether it has a `proof_config` at all, readable or not. */
  readonly hasConfig: boolean
  /** Error messages of failed runs. */
  readonly errors: readonly string[]
}

/** `isOurs`: it sends to this server's own URL of the topic. */
export type FoundSubscription = { readonly subscriptionId: string; readonly isOurs: boolean }

/** Sales channels show what is active or, by its link alone, unlisted. */
export type ProductStatus = 'ACTIVE' | 'UNLISTED' | 'DRAFT' | 'ARCHIVED'

export type ProductSummary = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  readonly handle: string
  /** Its page in the online store; null if it is not published there. */
  readonly storeUrl: string | null
  readonly status: ProductStatus
}
/** `title` is the variant's own; a product without options has one variant, titled "Default Title". */
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

/** Facts of an order from which a settlement is decided, but its customer's, and a few more. */
export type FoundOrder = Omit<OrderFacts, 'lines' | 'customerId' | 'knowsCustomer'> & {
  readonly updatedAt: number
  /** As in the webhook; null if the order had no cart. */
  readonly cartToken: string | null
  readonly lines: readonly FoundOrderLine[]
}
/** `codes`: discount codes that reduced this line. `hasOurDiscount` covers automatic discounts only. */
export type FoundOrderLine = OrderLine & { readonly codes: readonly string[] }

export type FoundFulfillmentOrder = {
  readonly id: string
  readonly status: 'OPEN' | 'IN_PROGRESS' | 'SCHEDULED' | 'ON_HOLD' | 'INCOMPLETE' | 'CLOSED' | 'CANCELLED'
  readonly holds: readonly { readonly id: string; readonly handle: string | null; readonly isOurs: boolean }[]
  /** `lineItemId` is the order line's number; `remaining` is the quantity still to be fulfilled. */
  readonly lines: readonly { readonly id: string; readonly lineItemId: number; readonly remaining: number }[]
}

export type CodeDiscount = {
  readonly code: string
  readonly title: string
  /** A code gives one of these; free shipping beside a price needs a second code. */
  readonly gives: CodeGift
  /** Shopify accepts at most 100 products or variants in a code's subject. */
  readonly subject: Subject
  readonly combination: Combination
  readonly startsAt: number
  readonly endsAt: number
  /** The only customer who may use it. */
  readonly customerId?: number | bigint
}
export type FoundCodeDiscount = {
  readonly discountId: string
  readonly usedCount: number
}
