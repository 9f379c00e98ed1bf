import type { Knobs } from './knobs.ts'
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
  /** Whether another app made it. */
  isOthers?: boolean
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
  /** Amounts are decimal text in the shop's currency; `percentage` is from 0 to 1. */
  value:
    | { kind: 'percentage'; percentage: number }
    | { kind: 'amount'; amount: string; appliesOnEachItem: boolean }
    | { kind: 'freeShipping' }
  items:
    | { kind: 'all' }
    | { kind: 'products'; productIds: number[]; variantIds: number[] }
    | { kind: 'collections'; collectionIds: number[] }
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean }
  /** Customers who may use it; null means everybody. */
  customerIds: number[] | null
  usageLimit: number | null
  appliesOncePerCustomer: boolean
  appliesOnOneTimePurchase: boolean
  appliesOnSubscription: boolean
  startsAt: string
  endsAt: string | null
  /** Number of orders that used it, and their customers. */
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

/** Failed runs of a Function's owner (discount or validation). Instants are ISO text. */
export type FunctionErrorHistory = {
  firstOccurredAt: string
  lastOccurredAt: string
  count: number
  lastMessage: string
}

/** One installation of the app. `accessTokens` has no replaced or revoked tokens. */
export type StandinInstallation = {
  accessToken: string
  scopes: string[]
  refreshToken: string | null
  accessTokens: Map<string, { scopes: string[]; expiresAt: number | null }>
  refreshTokens: Map<string, { expiresAt: number }>
  installedAt: string
}

/** A shop with all of its state in the stand-in. */
export type StandinShop = {
  id: number
  name: string
  myshopifyDomain: string
  storefrontOrigin: string
  /** host:port for shoppers, without scheme. */
  primaryDomain: string
  email: string
  currencyCode: string
  moneyDecimals: number
  ianaTimezone: string
  locale: string
  /** Only `shopifyPlus` allows a custom app to have Functions. */
  plan: { displayName: string; shopifyPlus: boolean; partnerDevelopment: boolean }
  /** Whether shoppers can have accounts here. */
  customerAccounts: 'DISABLED' | 'OPTIONAL' | 'REQUIRED'
  /** False: the shop may not run the app's Functions (`CUSTOM_APP_FUNCTION_NOT_ELIGIBLE`). */
  functionsAllowed: boolean
  /** Whether Shopify has approved the app for protected customer data. If not, it withholds orders and customers. */
  customerData: 'approved' | 'not-approved'
  /** Whether the merchant has added the app's blocks to the theme. */
  hasBlocks: boolean
  /**
   * By block: its settings, and the kinds of page on which the merchant has placed it. The blocks of the product and of
   * the cart, and the embed, are where they can be; of the others there are those that are named here.
   */
  blocks: Readonly<
    Record<string, { readonly on?: readonly string[]; readonly settings?: Readonly<Record<string, unknown>> }>
  >
  /** Whether App Bridge lists the app's theme blocks, and where the theme has them. */
  listsBlocks: boolean
  /** Shopify's answers to the questions that only a live shop can settle. */
  knobs: Knobs
  /** Cost of a delivery, decimal text in the shop's currency. */
  shippingRate: string
  /** Shifts this shop's clock; see `shopNow`. */
  clockOffsetSeconds: number
  products: Map<number, StandinProduct>
  collections: Map<number, StandinCollection>
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
  /** Public tokens of the Storefront API, each with its `unauthenticated_…` scopes. */
  storefrontTokens: Map<string, { title: string; scopes: string[] }>
  /** Topics to which the app subscribed by mutation, besides those of its toml. */
  webhookSubscriptions: { id: string; topic: string; uri: string; includeFields: string[] }[]
  /** False: the shop has no Shopify Flow. */
  hasFlow?: boolean
  /** What triggers of Shopify Flow were started with, oldest first. */
  workflowRuns?: { handle: string; payload: Record<string, unknown> }[]
  installation: StandinInstallation | null
  failures: StandinFailure[]
  /** Points that the app gets back each second; as Shopify's cheapest plans give, if it is absent. */
  pointsPerSecond?: number
  grants: StandinGrants
  webhooks: StandinWebhooks
}

/** A deployed Function of the app. */
export type StandinFunction = {
  id: string
  handle: string
  title: string
  apiType: string
  apiVersion: string
  /** The released input query of its first target. */
  inputQuery?: string
}

/** A planned failure of an operation (`POST /standin/fail`). */
export type StandinFailure = {
  operation: string
  times: number
  /** Which of the requests that it concerns fail: each `every`-th. All if it is absent. */
  every?: number
  /** Requests that it concerned so far, if not all fail. */
  seen?: number
  status: number | null
  userErrors: { field: string[] | null; message: string; code: string | null }[]
}

/** A webhook to be delivered. `uri` is a path of the app, or its whole URL. */
export type StandinWebhook = { shop: StandinShop; topic: string; uri: string; payload: unknown }

/** Webhooks of a shop, and the faults that tests inject. */
export type StandinWebhooks = {
  /** Number of next webhooks to lose for good, as Shopify sometimes does. */
  loseNext: number
  /** Number of next webhooks to deliver twice. */
  doubleNext: number
  /** While true, webhooks wait in `held`; the release sends the latest first. */
  isHeld: boolean
  held: StandinWebhook[]
  /** Unfinished deliveries. */
  pending: Set<Promise<unknown>>
  /** Fate of each webhook, oldest first. */
  log: { topic: string; fate: 'sent' | 'lost' | 'held' | 'not subscribed' }[]
}

/** Behavior of a merchant's grant of optional scopes. Only a live shop could settle it, so a test chooses. */
export type StandinGrants = {
  /**
   * Whether Shopify's dialog opens on the app's request. `needs-click`: only shortly after a click in the app's own
   * page. `unavailable`: never, and the request fails.
   */
  dialog: 'opens' | 'needs-click' | 'unavailable'
  /** When `app/scopes_update` arrives. `late`: when a test releases it. */
  updates: 'at-once' | 'late' | 'never'
  /** Which access tokens get the new scopes. `new-tokens`: only tokens issued afterwards. */
  reach: 'all-tokens' | 'new-tokens'
  /** Payloads of the late webhooks. */
  late: Record<string, unknown>[]
}

/** The whole state of the stand-in: the registered app, and the shops by myshopify domain. */
export type StandinState = {
  appId: string
  appTitle: string
  appHandle: string
  /** Scopes in `shopify.app.toml`. */
  scopes: { required: string[]; optional: string[] }
  functions: StandinFunction[]
  shops: Map<string, StandinShop>
  webhooks: {
    /** Delivers one webhook to the app; null while there is no app. */
    deliver: ((webhook: StandinWebhook) => Promise<unknown>) | null
    /** Subscriptions of the app's toml. */
    subscriptions: { topic: string; uri: string; includeFields: string[] }[]
  }
}
