import { randomBytes } from 'node:crypto'

/** A product variant. `price` and `compareAtPrice` are decimal text in the shop's currency. */
export type StandinVariant = {
  id: number
  title: string
  price: string
  compareAtPrice: string | null
  sku: string
  available: boolean
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

export type StandinCartLine = {
  key: string
  variantId: number
  productId: number
  quantity: number
  properties: Record<string, string>
}

/** A cart. `presentmentRate` is decimal text: presentment currency per unit of shop currency. */
export type StandinCart = {
  token: string
  attributes: Record<string, string>
  note: string
  lines: StandinCartLine[]
  customerId: number | null
  presentmentCurrency: string
  presentmentRate: string
}

export type StandinOrderDiscount = { title: string; amount: string }

export type StandinOrderLine = {
  id: number
  productId: number
  variantId: number
  title: string
  variantTitle: string
  quantity: number
  price: string
  discounts: StandinOrderDiscount[]
  total: string
  properties: Record<string, string>
}

/** An order. Amounts are decimal text in `currency`. */
export type StandinOrder = {
  id: number
  name: string
  token: string
  cartToken: string | null
  createdAt: string
  currency: string
  customerId: number | null
  attributes: Record<string, string>
  note: string
  lines: StandinOrderLine[]
  discounts: StandinOrderDiscount[]
  subtotal: string
  shipping: string
  total: string
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
  /** Moves this shop's clock; see `shopNow`. */
  clockOffsetSeconds: number
  products: Map<number, StandinProduct>
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
  /** By token. */
  carts: Map<string, StandinCart>
  orders: StandinOrder[]
  installation: StandinInstallation | null
}

/** A Function that the app has deployed. */
export type StandinFunction = {
  id: string
  handle: string
  title: string
  apiType: string
  apiVersion: string
}

/** An operation that the stand-in was asked to fail from outside (`POST /standin/fail`). */
export type StandinFailure = {
  operation: string
  times: number
  shop: string | null
  status: number | null
  userErrors: { field: string[] | null; message: string; code: string | null }[]
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
}

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
  ],
}

/** Makes an empty stand-in in which one app, Palisade, is registered. */
export function createState(parameters: CreateStateParameters): StandinState {
  return {
    appId: parameters.appId,
    appTitle: 'Palisade',
    appHandle: 'palisade',
    scopes: parameters.scopes ?? SCOPES,
    functions: parameters.functions,
    shops: new Map(),
    failures: [],
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
  customers?: StandinCustomer[]
}

/** Makes a shop and puts it into the state. Products and customers are copied in as given. */
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
    clockOffsetSeconds: 0,
    products: new Map((parameters.products ?? []).map((product) => [product.id, product])),
    customers: new Map((parameters.customers ?? []).map((customer) => [customer.id, customer])),
    metafields: new Map(),
    metafieldDefinitions: new Map(),
    metaobjectDefinitions: new Map(),
    metaobjects: new Map(),
    discounts: new Map(),
    carts: new Map(),
    orders: [],
    installation: null,
  }
  state.shops.set(myshopifyDomain, shop)
  return shop
}

/** Says how many decimals a currency's amounts have, by ISO 4217. */
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

/** Finds a product by its handle. */
export function findProductByHandle(shop: StandinShop, handle: string): StandinProduct | null {
  for (const product of shop.products.values()) if (product.handle === handle) return product
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

/** Makes a number that no other object of this process has. */
export function nextId(): number {
  lastId += 1
  return lastId
}

/** Makes a random opaque token, as for carts and access tokens. */
export function randomToken(bytes = 16): string {
  return randomBytes(bytes).toString('hex')
}
