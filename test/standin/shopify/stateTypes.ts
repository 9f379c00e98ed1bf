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
