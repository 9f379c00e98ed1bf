/** A product variant. `price` and `compareAtPrice` are decimal text in the shop's currency. */
export type StandinVariant = {
  id: number
  title: string
  price: string
  compareAtPrice: string | null
  sku: string
  available: boolean
  /** False for a digital good: it has no delivery and no fulfilment to hold. */
  requiresShipping: boolean
}

/** A product. `image` is a path on the storefront (our own SVG) or null. */
export type StandinProduct = {
  id: number
  title: string
  handle: string
  descriptionHtml: string
  vendor: string
  productType: string
  tags: string[]
  isGiftCard: boolean
  image: string | null
  variants: StandinVariant[]
  /** By which it can be subscribed to; none for most. */
  sellingPlans: StandinSellingPlan[]
}

export type StandinSellingPlan = { id: number; name: string }

/** A collection chosen by hand. `productIds` in the merchant's order. */
export type StandinCollection = {
  id: number
  title: string
  handle: string
  productIds: number[]
  image: string | null
  updatedAt: string
}

export type StandinCustomer = { id: number; email: string; firstName: string; lastName: string }

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

/** What a line sells when it is no variant: what staff typed into a draft order. `price` in the shop's currency. */
export type StandinCustomItem = { title: string; price: string; requiresShipping: boolean }

export type StandinCartLine = {
  key: string
  /** 0 for a custom item, `productId` too. */
  variantId: number
  productId: number
  quantity: number
  properties: Record<string, string>
  sellingPlan: StandinSellingPlan | null
  custom: StandinCustomItem | null
}

/**
 * A cart. `presentmentRate` is decimal text: presentment currency per unit of shop currency. Its metafields are in
 * `shop.metafields`, owner `gid://shopify/Cart/<token with its key>`.
 */
export type StandinCart = {
  token: string
  attributes: Record<string, string>
  note: string
  lines: StandinCartLine[]
  /** As the shopper entered them. */
  discountCodes: string[]
  customerId: number | null
  /** As typed at the checkout. */
  email: string | null
  /** The language the shopper reads, such as `de`. */
  locale: string
  presentmentCurrency: string
  presentmentRate: string
}

/** A discount an order was given. `discountId` is the discount's gid; `code` is set where one was entered. */
export type StandinOrderDiscount = {
  title: string
  amount: string
  discountId: string
  code: string | null
}

export type StandinOrderLine = {
  id: number
  /** 0 for a custom item, `variantId` too. */
  productId: number
  variantId: number
  title: string
  variantTitle: string
  sku: string
  /** As ordered; `currentQuantity` is what edits and refunds left of it. */
  quantity: number
  currentQuantity: number
  requiresShipping: boolean
  isGiftCard: boolean
  price: string
  discounts: StandinOrderDiscount[]
  total: string
  properties: Record<string, string>
  sellingPlan: StandinSellingPlan | null
}

export type StandinRefund = {
  id: number
  createdAt: string
  note: string | null
  lines: {
    id: number
    lineItemId: number
    quantity: number
    restockType: 'no_restock' | 'cancel' | 'return'
  }[]
}

/**
 * An order. Amounts are decimal text in `currency`. `sourceName` is Shopify's: `web`, `pos`,
 * `shopify_draft_order`, or an app's id for one made by the API.
 */
export type StandinOrder = {
  id: number
  name: string
  token: string
  /** With its `?key=`, as the cart had it; null where there was no cart. */
  cartToken: string | null
  sourceName: string
  createdAt: string
  updatedAt: string
  cancelledAt: string | null
  cancelReason: string | null
  financialStatus: 'paid' | 'partially_refunded' | 'refunded' | 'voided'
  currency: string
  customerId: number | null
  attributes: Record<string, string>
  note: string
  tags: string[]
  lines: StandinOrderLine[]
  /** On the order as a whole. */
  discounts: StandinOrderDiscount[]
  shippingDiscounts: StandinOrderDiscount[]
  discountCodes: string[]
  refunds: StandinRefund[]
  subtotal: string
  /** After its discounts. */
  shipping: string
  total: string
}

export type StandinFulfillmentHold = {
  /** `gid://shopify/FulfillmentHold/…`. */
  id: string
  handle: string | null
  reason: string
  reasonNotes: string | null
  /** The app that holds; null for the merchant. */
  appId: string | null
}

/** What one location is to send of an order. Digital lines have none. */
export type StandinFulfillmentOrder = {
  id: number
  orderId: number
  status: 'OPEN' | 'IN_PROGRESS' | 'ON_HOLD' | 'SCHEDULED' | 'CANCELLED' | 'CLOSED' | 'INCOMPLETE'
  createdAt: string
  updatedAt: string
  lines: { id: number; lineItemId: number; totalQuantity: number; remainingQuantity: number }[]
  holds: StandinFulfillmentHold[]
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
  /** What a parcel costs, decimal text in the shop's currency. */
  shippingRate: string
  /** Moves this shop's clock; see `shopNow`. */
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

/** Everything the stand-in knows: the app as registered with it, and its shops by myshopify domain. */
export type StandinState = {
  appId: string
  appTitle: string
  appHandle: string
  /** What `shopify.app.toml` asks for. */
  scopes: { required: string[]; optional: string[] }
  functions: StandinFunction[]
  shops: Map<string, StandinShop>
  failures: StandinFailure[]
  webhooks: StandinWebhooks
}
