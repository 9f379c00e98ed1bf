import type {
  CartCondition,
  Cents,
  Discount,
  ItemsAction,
  Matcher,
  Rule,
  StandinCart,
  StandinCoupon,
  StandinProduct,
  StandinPromotion,
  StandinStore,
  StandinVariant,
} from '../state.ts'
import { findUsableCoupon } from './findUsableCoupon.ts'
import { isFor, isRunning } from './isRunning.ts'

export type PricedLine = {
  id: string
  product: StandinProduct
  variant: StandinVariant
  quantity: number
  discounts: LineDiscount[]
}
export type LineDiscount = {
  promotion: StandinPromotion
  coupon: StandinCoupon | null
  amount: Cents
  /** An action on the whole cart is a discount of the order. */
  target: 'order' | 'product'
}
export type PricedCart = {
  lines: PricedLine[]
  base: Cents
  discount: Cents
  /** Before promotions. */
  baseShipping: Cents
  shipping: Cents
  total: Cents
  /** The coupons whose promotions gave something, with what they gave. */
  coupons: { coupon: StandinCoupon; promotion: StandinPromotion; amount: Cents }[]
  promotions: StandinPromotion[]
}

const SHIPPING: Cents = 1000

/** Applies the store's promotions to a cart: those of its coupons as their documents say, the automatic ones around them. */
export function priceCart(store: StandinStore, cart: StandinCart): PricedCart {
  const lines = cart.lines.flatMap((line): PricedLine[] => {
    const product = store.products.get(line.productId)
    const variant = product?.variants.find(({ id }) => id === line.variantId)
    return product && variant
      ? [{ id: line.id, product, variant, quantity: line.quantity, discounts: [] }]
      : []
  })
  const priced: PricedCart = {
    lines,
    base: sumLines(lines),
    discount: 0,
    baseShipping: lines.length > 0 ? SHIPPING : 0,
    shipping: 0,
    total: 0,
    coupons: [],
    promotions: [],
  }
  priced.shipping = priced.baseShipping
  let isClosed = false
  for (const { promotion, coupon } of listPromotions(store, cart)) {
    const isAlone = !promotion.canBeUsedWithOthers
    const hasOthers = priced.promotions.length > 0
    const overrides = coupon !== null && isAlone && promotion.overridesOthers && hasOthers
    if ((isClosed || (isAlone && hasOthers)) && !overrides) continue
    const restore = overrides ? undoAll(priced) : null
    const given = applyPromotion({ priced, promotion, coupon })
    if (given > 0) priced.promotions.push(promotion)
    else restore?.()
    if (coupon) priced.coupons.push({ coupon, promotion, amount: given })
    if (given > 0 && (promotion.stop || isAlone)) isClosed = true
  }
  priced.discount = lines.flatMap(({ discounts }) => discounts).reduce((sum, { amount }) => sum + amount, 0)
  priced.total = priced.base - priced.discount + priced.shipping
  return priced
}

type Candidate = { promotion: StandinPromotion; coupon: StandinCoupon | null }

/** The automatic ones in their order, then those of coupons. */
function listPromotions(store: StandinStore, cart: StandinCart): Candidate[] {
  const automatic = [...store.promotions.values()]
    .filter((one) => one.kind === 'AUTOMATIC' && isRunning(store, one) && isFor(store, one, cart))
    .map((promotion) => ({ promotion, coupon: null }))
  const entered = cart.couponCodes.flatMap((code): Candidate[] => {
    const found = findUsableCoupon(store, cart, code)
    return 'refusal' in found ? [] : [found]
  })
  return [...automatic, ...entered]
}

/** Takes away what was given so far. @returns what gives it back. */
function undoAll(priced: PricedCart): () => void {
  const { promotions, shipping, coupons } = priced
  const discounts = priced.lines.map((line) => line.discounts)
  for (const line of priced.lines) line.discounts = []
  Object.assign(priced, {
    promotions: [],
    shipping: priced.baseShipping,
    coupons: coupons.map((one) => ({ ...one, amount: 0 })),
  })
  return () => {
    for (const [at, line] of priced.lines.entries()) line.discounts = discounts[at] ?? []
    Object.assign(priced, { promotions, shipping, coupons })
  }
}

/** Runs the rules of a promotion in their order. @returns what it gave. */
function applyPromotion({ priced, promotion, coupon }: { priced: PricedCart } & Candidate): Cents {
  let given = 0
  for (const rule of promotion.rules) {
    const used = findUsedUnits(priced, rule)
    if (used === null) continue
    const gives = applyRule({ priced, rule, used, promotion, coupon })
    given += gives
    if (gives > 0 && rule.stop) break
  }
  return given
}

/** Null if the condition is not met; otherwise how many units of each line it takes for itself. */
function findUsedUnits(priced: PricedCart, { condition }: Rule): Map<string, number> | null {
  const used = new Map<string, number>()
  const parts = condition ? ('and' in condition ? (condition.and ?? []) : [condition]) : []
  for (const part of parts) {
    const cart = (part as CartCondition).cart ?? {}
    const matching = priced.lines.filter((line) => !cart.items || isMatch(cart.items, line))
    if (cart.minimum_spend !== undefined && sumLines(matching) < toCents(cart.minimum_spend)) return null
    if (!cart.items) continue
    let needed = cart.minimum_quantity ?? 1
    for (const line of [...matching].sort((a, b) => b.variant.price - a.variant.price)) {
      const units = Math.min(needed, line.quantity)
      if (units > 0) used.set(line.id, (used.get(line.id) ?? 0) + units)
      needed -= units
    }
    if (needed > 0) return null
  }
  return used
}

type Application = { priced: PricedCart; rule: Rule; used: Map<string, number> } & Candidate

function applyRule({ priced, rule: { action }, used, promotion, coupon }: Application): Cents {
  if (action.shipping) {
    const given = priced.shipping
    priced.shipping = 0
    return given
  }
  const items: ItemsAction = action.cart_items ?? {
    ...(action.cart_value as { discount: Discount }),
    as_total: true,
    include_items_considered_by_condition: true,
  }
  const units = chooseUnits(priced, items, used)
  let room =
    items.maximum_allowed_discount_amount == null
      ? Number.POSITIVE_INFINITY
      : toCents(items.maximum_allowed_discount_amount)
  const base = units.reduce((sum, { line, count }) => sum + leftOf(line, count), 0)
  let given = 0
  for (const [at, { line, count }] of units.entries()) {
    const left = leftOf(line, count)
    const isLast = at === units.length - 1
    const asked = findAmount({ items, left, count, base, given, isLast })
    const amount = Math.min(asked, left, room)
    if (amount <= 0) continue
    line.discounts.push({ promotion, coupon, amount, target: action.cart_items ? 'product' : 'order' })
    given += amount
    room -= amount
  }
  return given
}

type Asked = { items: ItemsAction; left: Cents; count: number; base: Cents; given: Cents; isLast: boolean }

/** A fixed amount is for each unit, or as a total weighted by price; the last line takes what rounding left. */
function findAmount({
  items: { discount, as_total: asTotal },
  left,
  count,
  base,
  given,
  isLast,
}: Asked): Cents {
  if ('percentage_amount' in discount) return Math.round((left * Number(discount.percentage_amount)) / 100)
  const fixed = toCents(discount.fixed_amount)
  if (!asTotal) return fixed * count
  return isLast ? fixed - given : Math.floor((Math.min(fixed, base) * left) / Math.max(1, base))
}

function chooseUnits(priced: PricedCart, items: ItemsAction, used: Map<string, number>) {
  const isDown = items.strategy === 'MOST_EXPENSIVE'
  const matching = priced.lines
    .filter((line) => !items.items || isMatch(items.items, line))
    .sort((a, b) => (isDown ? b.variant.price - a.variant.price : a.variant.price - b.variant.price))
  let room = items.quantity ?? Number.POSITIVE_INFINITY
  return matching.flatMap((line) => {
    // By default, the units that met the condition get no discount themselves.
    const taken = items.include_items_considered_by_condition ? 0 : (used.get(line.id) ?? 0)
    const count = Math.min(line.quantity - taken, room)
    if (count <= 0) return []
    room -= count
    return [{ line, count }]
  })
}

/** What these units of a line still cost. */
function leftOf(line: PricedLine, count: number): Cents {
  const off = line.discounts.reduce((sum, { amount }) => sum + amount, 0)
  return Math.max(0, Math.min(line.variant.price * count, line.variant.price * line.quantity - off))
}

function isMatch(matcher: Matcher, line: PricedLine): boolean {
  if ('and' in matcher) return matcher.and.every((one) => isMatch(one, line))
  if ('or' in matcher) return matcher.or.some((one) => isMatch(one, line))
  if ('not' in matcher) return !isMatch(matcher.not, line)
  if ('products' in matcher) return matcher.products.includes(line.product.id)
  if ('variants' in matcher) return matcher.variants.includes(line.variant.id)
  if ('categories' in matcher) return matcher.categories.some((id) => line.product.categories.includes(id))
  // No product here has a brand.
  return false
}

function sumLines(lines: readonly PricedLine[]): Cents {
  return lines.reduce((sum, { variant, quantity }) => sum + variant.price * quantity, 0)
}

function toCents(text: string): Cents {
  return Math.round(Number(text) * 100)
}
