import { randomBytes, randomUUID } from 'node:crypto'
import type { EventScope } from './contract/callbacks.ts'
import { type Knobs, USUAL_KNOBS } from './knobs.ts'

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

export type StandinStore = ReturnType<typeof createStore>

/** A store without goods. */
export function createStore({
  hash,
  app,
  now,
  knobs = {},
}: {
  hash: string
  app: StandinApp
  now: () => number
  knobs?: Partial<Knobs>
}) {
  const numbers = new Map<string, number>()
  return {
    hash,
    app,
    now,
    knobs: { ...USUAL_KNOBS, ...knobs },
    id: 1_025_646,
    accountUuid: randomUUID(),
    name: 'Northwind Goods',
    currency: 'USD',
    origin: '',
    owner: { id: 7_654_321, email: 'owner@example.com', locale: 'en-US' } as StandinUser,
    users: new Map<number, StandinUser>(),
    codes: new Map<string, { scope: string; userId: number; isUsed: boolean }>(),
    /** Null if the app is not installed. A new installation ends the token of the one before. */
    installation: null as { token: string; scope: string; userId: number } | null,
    requests: [] as number[],
    failures: [] as PlannedFailure[],
    products: new Map<number, StandinProduct>(),
    categories: new Map<number, StandinCategory>(),
    customers: new Map<number, StandinCustomer>(),
    groups: new Map<number, { id: number; name: string }>(),
    promotions: new Map<number, StandinPromotion>(),
    coupons: new Map<number, StandinCoupon>(),
    hooks: new Map<number, StandinHook>(),
    scripts: new Map<string, StandinScript>(),
    carts: new Map<string, StandinCart>(),
    orders: new Map<number, StandinOrder>(),
    /** Signed-in browsers and their carts, by cookie. */
    sessions: new Map<string, { customerId: number; cartId: string | null }>(),
    events: {
      log: [] as StandinEvent[],
      deliveries: [] as StandinDelivery[],
      pending: new Set<Promise<unknown>>(),
      held: [] as (() => void)[],
      isHeld: false,
      loseNext: 0,
      doubleNext: 0,
    },
    /** Answers that the published schema refuses: a fault of the stand-in. */
    faults: [] as string[],
    /** Every request to the API: `POST /v3/promotions 201`. */
    log: [] as string[],
    /** The next number of a kind. */
    count: (kind: string, first = 1): number => {
      const next = numbers.get(kind) ?? first
      numbers.set(kind, next + 1)
      return next
    },
  }
}

/** Text that nobody guesses, of letters and digits. */
export function createSecret(bytes = 16): string {
  return randomBytes(bytes).toString('hex')
}
