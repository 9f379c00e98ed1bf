import type {
  StandinCart,
  StandinCollection,
  StandinCustomer,
  StandinFulfillmentOrder,
  StandinOrder,
  StandinProduct,
} from './stateOrders.ts'

/** A metafield. `namespace` is resolved: `$app` is stored as `app--<appId>`. */
export type StandinMetafield = {
  id: string
  ownerGid: string
  namespace: string
  key: string
  type: string
  value: string
  createdAt: string
  updatedAt: string
}

export type StandinMetafieldDefinition = {
  id: string
  ownerType: string
  namespace: string
  key: string
  name: string
  description: string | null
  type: string
  access: { admin: string | null; storefront: string; customerAccount: string }
  capabilities: Record<string, boolean>
  validations: { name: string; value: string | null }[]
}

export type StandinMetaobjectField = {
  key: string
  name: string
  description: string | null
  type: string
  required: boolean
  validations: { name: string; value: string | null }[]
}

/** A metaobject definition. `type` is resolved: `$app:gate` is stored as `app--<appId>--gate`. */
export type StandinMetaobjectDefinition = {
  id: string
  type: string
  name: string
  description: string | null
  displayNameKey: string | null
  access: { admin: string; storefront: string; customerAccount: string }
  capabilities: Record<string, boolean>
  fieldDefinitions: StandinMetaobjectField[]
}

/** A metaobject. `fields` holds the set values by key, as text. */
export type StandinMetaobject = {
  id: string
  type: string
  handle: string
  fields: Record<string, string>
  createdAt: string
  updatedAt: string
}

/** An automatic app discount. `id` is a `gid://shopify/DiscountAutomaticNode/…`. */
export type StandinDiscount = {
  id: string
  title: string
  functionHandle: string
  discountClasses: ('PRODUCT' | 'ORDER' | 'SHIPPING')[]
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean }
  startsAt: string
  endsAt: string | null
  status: 'ACTIVE' | 'SCHEDULED' | 'EXPIRED'
  appliesOnOneTimePurchase: boolean
  appliesOnSubscription: boolean
  recurringCycleLimit: number | null
  createdAt: string
  updatedAt: string
}

/** A code discount of Shopify's own kind, made with `discountCodeBasicCreate` or `discountCodeFreeShippingCreate`. */
export type StandinCodeDiscount = {
  /** `gid://shopify/DiscountCodeNode/…`. */
  id: string
  title: string
  code: string
  /** Amounts are decimal text in the shop's currency, `percentage` from 0 to 1. */
  value:
    | { kind: 'percentage'; percentage: number }
    | { kind: 'amount'; amount: string; appliesOnEachItem: boolean }
    | { kind: 'freeShipping' }
  items:
    | { kind: 'all' }
    | { kind: 'products'; productIds: number[]; variantIds: number[] }
    | { kind: 'collections'; collectionIds: number[] }
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean }
  /** Who may use it; null is everybody. */
  customerIds: number[] | null
  usageLimit: number | null
  appliesOncePerCustomer: boolean
  appliesOnOneTimePurchase: boolean
  appliesOnSubscription: boolean
  startsAt: string
  endsAt: string | null
  /** How many orders used it, and whose they were. */
  usageCount: number
  usedBy: number[]
  createdAt: string
  updatedAt: string
}

/** A cart and checkout validation as the shop holds it. `id` is a `gid://shopify/Validation/…`. */
export type StandinValidation = {
  id: string
  title: string
  functionHandle: string
  enabled: boolean
  blockOnFailure: boolean
}

/** What a Function's owner (discount or validation) shows of its failed runs. Instants are ISO text. */
export type FunctionErrorHistory = {
  firstOccurredAt: string
  lastOccurredAt: string
  count: number
  lastMessage: string
}

/** One install of the app. Tokens that were replaced or revoked are no longer in `accessTokens`. */
export type StandinInstallation = {
  accessToken: string
  scopes: string[]
  refreshToken: string | null
  accessTokens: Map<string, { scopes: string[]; expiresAt: number | null }>
  refreshTokens: Map<string, { expiresAt: number }>
  installedAt: string
}

/** A shop. The stand-in's whole memory of it. */
export type StandinShop = {
  id: number
  name: string
  myshopifyDomain: string
  storefrontOrigin: string
  /** host:port a shopper sees, without scheme. */
  primaryDomain: string
  email: string
  currencyCode: string
  moneyDecimals: number
  ianaTimezone: string
  locale: string
  /** `shopifyPlus` alone lets a custom app have Functions. */
  plan: { displayName: string; shopifyPlus: boolean; partnerDevelopment: boolean }
  /** Whether shoppers can have accounts here. */
  customerAccounts: 'DISABLED' | 'OPTIONAL' | 'REQUIRED'
  /** False: this shop may not have the app's Functions (`CUSTOM_APP_FUNCTION_NOT_ELIGIBLE`). */
  functionsAllowed: boolean
  /** What a Function's input variable is that its owner's metafield does not give. */
  absentVariables: 'null' | 'omitted'
  /** What a parcel costs, decimal text in the shop's currency. */
  shippingRate: string
  /** Moves this shop's clock; see `shopNow`. */
  clockOffsetSeconds: number
  products: Map<number, StandinProduct>
  collections: Map<number, StandinCollection>
  /** Whether the Admin API's `inCollection` and `hasProduct` say yes of a product with single variants in a collection. */
  partsAreInCollection: boolean
  customers: Map<number, StandinCustomer>
  /** By `${ownerGid}|${namespace}|${key}`; see `metafieldKey`. */
  metafields: Map<string, StandinMetafield>
  /** By `${ownerType}|${namespace}|${key}`. */
  metafieldDefinitions: Map<string, StandinMetafieldDefinition>
  /** By resolved type. */
  metaobjectDefinitions: Map<string, StandinMetaobjectDefinition>
  /** By gid. */
  metaobjects: Map<string, StandinMetaobject>
  /** By gid. */
  discounts: Map<string, StandinDiscount>
  /** By gid. */
  codeDiscounts: Map<string, StandinCodeDiscount>
  /** By gid. */
  validations: Map<string, StandinValidation>
  /** By the gid of the discount or validation whose Function failed. */
  functionErrors: Map<string, FunctionErrorHistory>
  /** By token, the `?key=` included. */
  carts: Map<string, StandinCart>
  orders: StandinOrder[]
  fulfillmentOrders: Map<number, StandinFulfillmentOrder>
  /** Public tokens of the Storefront API, with the `unauthenticated_…` scopes each has. */
  storefrontTokens: Map<string, { title: string; scopes: string[] }>
  /** Topics that the app asked for by mutation, beside those of its toml. */
  webhookSubscriptions: { id: string; topic: string; uri: string; includeFields: string[] }[]
  installation: StandinInstallation | null
}

/** A Function that the app has deployed. */
export type StandinFunction = {
  id: string
  handle: string
  title: string
  apiType: string
  apiVersion: string
  /** Of its first target, as released. */
  inputQuery?: string
}

/** An operation that the stand-in was asked to fail from outside (`POST /standin/fail`). */
export type StandinFailure = {
  operation: string
  times: number
  shop: string | null
  status: number | null
  userErrors: { field: string[] | null; message: string; code: string | null }[]
}

/** A webhook on its way. `uri` is a path of the app. */
export type StandinWebhook = { shop: StandinShop; topic: string; uri: string; payload: unknown }

/** How webhooks travel, and what a test made go wrong with them. */
export type StandinWebhooks = {
  /** Brings one to the app; null while there is no app to bring it to. */
  deliver: ((webhook: StandinWebhook) => Promise<unknown>) | null
  /** What the app's toml subscribes to. */
  subscriptions: { topic: string; uri: string; includeFields: string[] }[]
  /** So many of the next are lost for good, as Shopify sometimes does. */
  loseNext: number
  /** So many of the next arrive twice. */
  doubleNext: number
  /** While true they wait in `held`; letting go sends them latest first. */
  isHeld: boolean
  held: StandinWebhook[]
  /** Deliveries that have not ended. */
  pending: Set<Promise<unknown>>
  /** What became of each, oldest first. */
  log: { shop: string; topic: string; fate: 'sent' | 'lost' | 'held' | 'not subscribed' }[]
}

/** How a merchant's grant of optional scopes travels: what only a live shop can settle, a test chooses. */
export type StandinGrants = {
  /**
   * Whether Shopify's dialog opens when the app asks. `needs-click`: only while a click in the app's own page is fresh.
   * `unavailable`: never, and the question fails.
   */
  dialog: 'opens' | 'needs-click' | 'unavailable'
  /** When `app/scopes_update` comes. `late`: once a test lets it go. */
  updates: 'at-once' | 'late' | 'never'
  /** Which access tokens have the new scopes. `new-tokens`: none of those that are out already. */
  reach: 'all-tokens' | 'new-tokens'
  late: { shop: StandinShop; payload: Record<string, unknown> }[]
}

/** Everything the stand-in knows: the app as registered with it, and its shops by myshopify domain. */
export type StandinState = {
  appId: string
  appTitle: string
  appHandle: string
  /** What `shopify.app.toml` asks for. */
  scopes: { required: string[]; optional: string[] }
  grants: StandinGrants
  functions: StandinFunction[]
  shops: Map<string, StandinShop>
  failures: StandinFailure[]
  webhooks: StandinWebhooks
}
