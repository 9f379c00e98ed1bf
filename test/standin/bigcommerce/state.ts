import type { EventScope } from './contract/callbacks.ts'
import type { Knobs } from './knobs.ts'

/** Amounts are cents inside. */
export type Cents = number

export type StandinVariant = {
  id: number
  sku: string
  price: Cents
  label: string | null
  stock: number | null
}
export type StandinProduct = {
  id: number
  name: string
  path: string
  description: string
  categories: number[]
  isVisible: boolean
  variants: StandinVariant[]
  createdAt: number
  updatedAt: number
}
export type StandinCategory = { id: number; name: string; path: string }
export type StandinCustomer = {
  id: number
  email: string
  firstName: string
  lastName: string
  groupId: number
  createdAt: number
}
export type StandinCoupon = {
  id: number
  promotionId: number
  code: string
  maxUses: number
  maxUsesPerCustomer: number
  currentUses: number
  usesByCustomer: Map<number, number>
  createdAt: number
  /** In milliseconds: from when the checkout knows it. */
  liveFrom: number
}
export type Rule = {
  action: {
    cart_items?: ItemsAction
    cart_value?: { discount: Discount; maximum_allowed_discount_amount?: string | null }
    shipping?: { free_shipping?: boolean; zone_ids: '*' | number[] }
  }
  apply_once?: boolean
  stop?: boolean
  condition?: CartCondition | { and?: CartCondition[] }
}
export type Discount = { fixed_amount: string } | { percentage_amount: string }
export type ItemsAction = {
  discount: Discount
  maximum_allowed_discount_amount?: string | null
  as_total?: boolean
  items?: Matcher
  include_items_considered_by_condition?: boolean
  strategy?: string
  quantity?: number
}
export type CartCondition = {
  cart?: { items?: Matcher; minimum_spend?: string; minimum_quantity?: number }
}
export type Matcher =
  | { brands: number[] }
  | { categories: number[] }
  | { products: number[] }
  | { variants: number[] }
  | { not: Matcher }
  | { and: Matcher[] }
  | { or: Matcher[] }
export type StandinPromotion = {
  id: number
  kind: 'COUPON' | 'AUTOMATIC'
  couponType: 'SINGLE' | 'BULK'
  name: string
  displayName: string | undefined
  channels: { id: number }[]
  customer: { group_ids?: number[]; minimum_order_count?: number; excluded_group_ids?: number[] }
  rules: Rule[]
  currentUses: number
  maxUses: number | undefined
  status: 'ENABLED' | 'DISABLED' | 'INVALID'
  startDate: string
  endDate: string | null
  stop: boolean
  canBeUsedWithOthers: boolean
  overridesOthers: boolean
  currencyCode: string
  notifications: unknown[]
}
export type StandinHook = {
  id: number
  scope: string
  destination: string
  headers: Record<string, string> | null
  isActive: boolean
  createdAt: number
  updatedAt: number
  /** In milliseconds: from when it gets events. */
  liveFrom: number
}
export type StandinScript = {
  uuid: string
  createdAt: number
  updatedAt: number
  fields: ScriptFields
  /** What pages show until `liveFrom`, in milliseconds. */
  before: ScriptFields | null
  liveFrom: number
}
export type ScriptFields = {
  name: string
  html?: string
  src?: string
  location?: 'head' | 'footer'
  visibility?: 'storefront' | 'all_pages' | 'checkout' | 'order_confirmation'
  kind?: 'src' | 'script_tag'
  load_method?: 'default' | 'async' | 'defer'
  enabled?: boolean
  integrity_hashes?: string[]
  auto_uninstall?: boolean
}
export type StandinCartLine = { id: string; productId: number; variantId: number; quantity: number }
export type StandinCart = {
  id: string
  customerId: number
  email: string
  lines: StandinCartLine[]
  couponCodes: string[]
  version: number
  /** Whether its event was sent. A change makes it a new one. */
  isAbandoned?: boolean
  createdAt: number
  updatedAt: number
}
export type StandinOrderLine = {
  id: number
  productId: number
  variantId: number
  name: string
  sku: string
  price: Cents
  quantity: number
  refunded: number
  discounts: StandinOrderDiscount[]
}
export type StandinOrderDiscount = {
  promotionId: number
  name: string
  code: string | null
  amount: Cents
  target: 'order' | 'product'
}
export type StandinOrderCoupon = {
  id: number
  couponId: number
  code: string
  discount: Cents
}
export type StandinOrder = {
  id: number
  cartId: string
  customerId: number
  email: string
  statusId: number
  lines: StandinOrderLine[]
  coupons: StandinOrderCoupon[]
  promotionIds: number[]
  subtotal: Cents
  /** Of the lines. */
  discount: Cents
  /** Before promotions. */
  baseShipping: Cents
  shipping: Cents
  total: Cents
  staffNotes: string
  customerMessage: string
  paymentMethod: string
  createdAt: number
  updatedAt: number
  refunds: StandinRefund[]
}
export type StandinRefund = {
  id: number
  createdAt: number
  total: Cents
  items: {
    type: 'PRODUCT' | 'ORDER' | 'SHIPPING'
    id: number
    quantity: number
    amount: Cents
    reason: string
  }[]
  provider: string
}
export type StandinUser = { id: number; email: string; locale: string }
export type StandinEvent = { scope: EventScope; fate: 'sent' | 'lost' | 'held' | 'no webhook' }
export type StandinDelivery = {
  hookId: number
  scope: string
  hash: string
  attempt: number
  status: number | null
}

export type StandinApp = {
  id: string
  name: string
  clientId: string
  clientSecret: string
  origin: string
  callbacks: { auth: string; load: string; uninstall: string; removeUser: string }
  scopes: readonly string[]
  accountUuid: string
}

/** One failure that a test has planned for the next requests to an operation. */
export type PlannedFailure = {
  /** `POST /v3/promotions`, or `*`. */
  operation: string
  times: number
  /** 0 drops the connection. */
  status: number
  /** Whether the platform does what was asked before it fails. */
  after: boolean
  /** Milliseconds before it answers. */
  wait?: number
}

export type StandinStore = {
  hash: string
  app: StandinApp
  /** In milliseconds, with the offset. */
  now: () => number
  clockOffsetSeconds: number
  knobs: Knobs
  id: number
  accountUuid: string
  name: string
  /** Of the stand-in: put into the head of each page. */
  headHtml: string
  currency: string
  origin: string
  owner: StandinUser
  users: Map<number, StandinUser>
  codes: Map<string, { scope: string; userId: number; isUsed: boolean }>
  /** Null if the app is not installed. A new installation ends the token of the one before. */
  installation: { token: string; scope: string; userId: number; endsAt?: number } | null
  /** When the requests of the quota's window came, in milliseconds. */
  requests: number[]
  failures: PlannedFailure[]
  products: Map<number, StandinProduct>
  categories: Map<number, StandinCategory>
  customers: Map<number, StandinCustomer>
  groups: Map<number, { id: number; name: string }>
  promotions: Map<number, StandinPromotion>
  coupons: Map<number, StandinCoupon>
  hooks: Map<number, StandinHook>
  scripts: Map<string, StandinScript>
  carts: Map<string, StandinCart>
  orders: Map<number, StandinOrder>
  /** Browsers by their cookie: who is signed in, and which cart is theirs. */
  sessions: Map<string, { customerId: number; cartId: string | null }>
  events: {
    log: StandinEvent[]
    deliveries: StandinDelivery[]
    pending: Set<Promise<unknown>>
    held: (() => void)[]
    isHeld: boolean
    loseNext: number
    doubleNext: number
  }
  /** Answers that the contract refuses: faults of the stand-in. */
  faults: string[]
  /** Every request to the API: `POST /v3/promotions 201`. */
  log: string[]
  /** The next number of a kind. */
  count: (kind: string, first?: number) => number
}
