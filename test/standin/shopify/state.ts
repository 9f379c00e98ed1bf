import { randomBytes } from 'node:crypto'
import { EXPECTED_KNOBS, type Knobs } from './knobs.ts'
import type { StandinCollection, StandinCustomer, StandinProduct, StandinVariant } from './stateOrders.ts'
import type {
  StandinDiscount,
  StandinFunction,
  StandinMetafield,
  StandinShop,
  StandinState,
} from './stateTypes.ts'

export type {
  StandinAgreement,
  StandinCart,
  StandinCartLine,
  StandinCollection,
  StandinCustomer,
  StandinCustomItem,
  StandinFulfillmentOrder,
  StandinOrder,
  StandinOrderDiscount,
  StandinOrderLine,
  StandinProduct,
  StandinRefund,
  StandinSellingPlan,
  StandinVariant,
} from './stateOrders.ts'
export type {
  FunctionErrorHistory,
  StandinCodeDiscount,
  StandinDiscount,
  StandinFunction,
  StandinMetafield,
  StandinMetafieldDefinition,
  StandinMetaobject,
  StandinMetaobjectDefinition,
  StandinMetaobjectField,
  StandinShop,
  StandinState,
  StandinValidation,
  StandinWebhook,
} from './stateTypes.ts'

export type CreateStateParameters = {
  appId: string
  functions: StandinFunction[]
  scopes?: StandinState['scopes']
}

const SCOPES: StandinState['scopes'] = {
  required: [
    'read_products',
    'write_products',
    'write_discounts',
    'write_validations',
    'write_app_proxy',
    'read_orders',
    'write_orders',
  ],
  optional: [
    'write_merchant_managed_fulfillment_orders',
    'write_third_party_fulfillment_orders',
    'unauthenticated_read_checkouts',
    'unauthenticated_write_checkouts',
    'read_locales',
    'write_customers',
    'read_customer_merge',
  ],
}

/** Makes an empty stand-in with one registered app, Palisade. */
export function createState(parameters: CreateStateParameters): StandinState {
  return {
    appId: parameters.appId,
    appTitle: 'Palisade',
    appHandle: 'palisade',
    // A copy, because tests and the demo add to it.
    scopes: structuredClone(parameters.scopes ?? SCOPES),
    functions: parameters.functions,
    shops: new Map(),
    webhooks: { deliver: null, subscriptions: [] },
  }
}

export type CreateShopParameters = {
  state: StandinState
  id: number
  name: string
  myshopifyDomain: string
  storefrontOrigin: string
  currencyCode?: string
  ianaTimezone?: string
  locale?: string
  products?: StandinProduct[]
  collections?: StandinCollection[]
  customers?: StandinCustomer[]
  shippingRate?: string
  knobs?: Partial<Knobs>
}

/** Makes a shop and adds it to the state. Copies products and customers unchanged. */
export function createShop(parameters: CreateShopParameters): StandinShop {
  const { state, id, name, myshopifyDomain, storefrontOrigin } = parameters
  const currencyCode = parameters.currencyCode ?? 'USD'
  const shop: StandinShop = {
    id,
    name,
    myshopifyDomain,
    storefrontOrigin,
    primaryDomain: new URL(storefrontOrigin).host,
    email: `owner@${myshopifyDomain}`,
    currencyCode,
    moneyDecimals: moneyDecimalsOf(currencyCode),
    ianaTimezone: parameters.ianaTimezone ?? 'America/New_York',
    locale: parameters.locale ?? 'en',
    plan: { displayName: 'Basic', shopifyPlus: false, partnerDevelopment: false },
    customerAccounts: parameters.customers?.length ? 'OPTIONAL' : 'DISABLED',
    functionsAllowed: true,
    customerData: 'approved',
    hasBlocks: true,
    blocks: {},
    listsBlocks: true,
    knobs: { ...EXPECTED_KNOBS, ...parameters.knobs },
    shippingRate: parameters.shippingRate ?? '0.00',
    clockOffsetSeconds: 0,
    products: new Map((parameters.products ?? []).map((product) => [product.id, product])),
    collections: new Map((parameters.collections ?? []).map((collection) => [collection.id, collection])),
    customers: new Map((parameters.customers ?? []).map((customer) => [customer.id, customer])),
    metafields: new Map(),
    metafieldDefinitions: new Map(),
    metaobjectDefinitions: new Map(),
    metaobjects: new Map(),
    discounts: new Map(),
    codeDiscounts: new Map(),
    validations: new Map(),
    functionErrors: new Map(),
    carts: new Map(),
    orders: [],
    fulfillmentOrders: new Map(),
    storefrontTokens: new Map(),
    webhookSubscriptions: [],
    installation: null,
    failures: [],
    grants: { dialog: 'needs-click', updates: 'at-once', reach: 'all-tokens', late: [] },
    webhooks: { loseNext: 0, doubleNext: 0, isHeld: false, held: [], pending: new Set(), log: [] },
  }
  state.shops.set(myshopifyDomain, shop)
  return shop
}

/** Number of decimals of a currency's amounts, by ISO 4217. */
export function moneyDecimalsOf(currencyCode: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/** The shop's clock in unix seconds, fractions included. */
export function shopNow(shop: Pick<StandinShop, 'clockOffsetSeconds'>): number {
  return Date.now() / 1000 + shop.clockOffsetSeconds
}

/** Resolves a namespace as Shopify does: absent or `$app` is the app's own, `$app:x` a part of it. */
export function resolveNamespace(appId: string, namespace: string | null | undefined): string {
  if (namespace === null || namespace === undefined || namespace === '$app') return `app--${appId}`
  if (namespace.startsWith('$app:')) return `app--${appId}--${namespace.slice('$app:'.length)}`
  return namespace
}

/** Resolves a metaobject type as Shopify does: `$app:gate` is `app--<appId>--gate`. */
export function resolveMetaobjectType(appId: string, type: string): string {
  return type.startsWith('$app:') ? `app--${appId}--${type.slice('$app:'.length)}` : type
}

/** The key of a metafield in `shop.metafields`; the namespace must be resolved. */
export function metafieldKey(ownerGid: string, namespace: string, key: string): string {
  return `${ownerGid}|${namespace}|${key}`
}

export type FindMetafieldParameters = {
  state: StandinState
  shop: StandinShop
  ownerGid: string
  namespace?: string | null
  key: string
}

/** Finds a metafield; the namespace may be absent, `$app` or resolved. */
export function findMetafield(parameters: FindMetafieldParameters): StandinMetafield | null {
  const namespace = resolveNamespace(parameters.state.appId, parameters.namespace)
  return parameters.shop.metafields.get(metafieldKey(parameters.ownerGid, namespace, parameters.key)) ?? null
}

export type FindVariantResult = { product: StandinProduct; variant: StandinVariant }

/** Finds a variant and its product by the variant's number. */
export function findVariant(shop: StandinShop, variantId: number): FindVariantResult | null {
  for (const product of shop.products.values()) {
    const variant = product.variants.find((candidate) => candidate.id === variantId)
    if (variant) return { product, variant }
  }
  return null
}

/** Finds a product that the store shows by its handle. */
export function findProductByHandle(shop: StandinShop, handle: string): StandinProduct | null {
  for (const product of shop.products.values())
    if (product.handle === handle && !product.isDraft) return product
  return null
}

/** Lists the automatic discounts that are active at the shop's clock, oldest first. */
export function listActiveDiscounts(shop: StandinShop): StandinDiscount[] {
  const now = shopNow(shop)
  return [...shop.discounts.values()].filter((discount) => {
    if (discount.status === 'EXPIRED') return false
    const starts = Date.parse(discount.startsAt) / 1000
    const ends = discount.endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(discount.endsAt) / 1000
    return starts <= now && now < ends
  })
}

let lastId = 1_000_000_000

/** Makes a number that is unique in this process. */
export function nextId(): number {
  lastId += 1
  return lastId
}

/** Makes a random opaque token, as for carts and access tokens. */
export function randomToken(bytes = 16): string {
  return randomBytes(bytes).toString('hex')
}
