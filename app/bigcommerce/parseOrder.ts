import type { OrderDiscount } from '../core/settlement/types.ts'
import { toThousandths } from '../core/text/thousandths.ts'
import type { FoundOrder, FoundOrderLine } from '../ports/shopify.ts'
import { parseStaffNotes } from './staffNotes.ts'

export type Order = {
  readonly id: number
  readonly date_created: string
  readonly date_modified: string
  readonly status_id: number
  readonly cart_id?: string | null
  readonly customer_id?: number | null
  readonly order_source?: string
  readonly staff_notes?: string | null
  readonly refunded_amount?: string
  readonly total_inc_tax?: string
  /** What its coupons took off. */
  readonly coupon_discount?: string
  readonly items_total?: number
}
export type OrderProduct = {
  readonly id: number
  readonly product_id: number
  readonly variant_id?: number | null
  readonly name: string
  readonly quantity: number
  readonly quantity_refunded?: number
  readonly quantity_shipped?: number
  readonly base_price?: string
  readonly applied_discounts?: readonly AppliedDiscount[]
}
type AppliedDiscount = {
  readonly amount: string
  readonly code?: string | null
  readonly name?: string
  readonly target?: 'order' | 'product'
}
export type OrderCoupon = {
  readonly code: string
  readonly type?: number
  readonly discount?: number | string
}

/** @see https://developer.bigcommerce.com/docs/rest-management/orders/order-status */
export const STATUS = {
  incomplete: 0,
  pending: 1,
  shipped: 2,
  partlyShipped: 3,
  refunded: 4,
  cancelled: 5,
  declined: 6,
  awaitingPayment: 7,
  completed: 10,
  awaitingFulfillment: 11,
  onHold: 12,
} as const

const OVER: readonly number[] = [STATUS.cancelled, STATUS.declined]
/** Statuses that a payment changes, as it arrives. A hold takes their place, and the payment takes the place of the hold. */
const UNPAID: readonly (number | null)[] = [STATUS.pending, STATUS.awaitingPayment]
/**
 * The documented types of a coupon on an order. 5 is a coupon of a promotion, as each of ours is, whatever it gives. One
 * of another type is not known: it is no code of ours, and opens nothing.
 */
const COUPON_TYPES: readonly (number | undefined)[] = [0, 1, 2, 3, 4, 5]
const SHIPPING_TYPES: readonly (number | undefined)[] = [3, 4]
const OF_PROMOTION = 5

/** Whether a shopper has reached the payment and not paid: BigCommerce stores that as an order, too. */
export function isIncomplete({ status_id }: Pick<Order, 'status_id'>): boolean {
  return status_id === STATUS.incomplete
}

export function parseOrder(
  order: Order,
  products: readonly OrderProduct[],
  coupons: readonly OrderCoupon[],
): FoundOrder {
  const isRefunded = isWhollyRefunded(order)
  const updatedAt = secondsOf(order.date_modified)
  const notes = parseStaffNotes(order.staff_notes)
  const known = coupons.filter(({ type }) => COUPON_TYPES.includes(type))
  const strange = coupons.filter((coupon) => !known.includes(coupon)).map(({ code }) => code)
  const lines = products.map((product) => parseLine({ product, isRefunded, strange }))
  return {
    id: order.id,
    name: `#${order.id}`,
    createdAt: secondsOf(order.date_created),
    updatedAt,
    // Its own time of the cancellation is not told. The last change is this one, or later.
    cancelledAt: OVER.includes(order.status_id) ? updatedAt : null,
    isStaffMade: order.order_source === 'manual',
    cartToken: order.cart_id || null,
    proof: null,
    pass: null,
    hasOurOrderDiscount: false,
    hasOurShippingDiscount: false,
    shippingDiscounts: known.flatMap((coupon) => {
      const amount = findOffShipping(coupon, lines)
      return amount > 0n ? [{ amount, code: coupon.code, isOurs: false, isWhole: false }] : []
    }),
    codes: known.map(({ code }) => code),
    tags: notes.tags,
    hasLostHold: order.status_id === STATUS.awaitingFulfillment && UNPAID.includes(notes.heldFrom),
    lines,
  }
}

/**
 * Whether everything was refunded. Some stores have this status after a refund of a part, too: then its lines say what
 * came back. Without an amount, staff have set the status.
 * @see https://support.bigcommerce.com/articles/Public/Understanding-Order-Statuses
 */
function isWhollyRefunded({ status_id, refunded_amount = '', total_inc_tax = '' }: Order): boolean {
  const [refunded, total] = [toThousandths(refunded_amount) ?? 0n, toThousandths(total_inc_tax) ?? 0n]
  return status_id === STATUS.refunded && !(refunded > 0n && refunded < total)
}

/** What a coupon took off shipping. That of a promotion does not say: it took off shipping what it took off no line. */
function findOffShipping(
  { type, code, discount = 0 }: OrderCoupon,
  lines: readonly FoundOrderLine[],
): bigint {
  const all = toThousandths(String(discount)) ?? 0n
  if (SHIPPING_TYPES.includes(type)) return all
  if (type !== OF_PROMOTION) return 0n
  return lines.some(({ discounts = [] }) => discounts.some((one) => one.code === code)) ? 0n : all
}

function parseLine({
  product,
  isRefunded,
  strange,
}: {
  product: OrderProduct
  isRefunded: boolean
  /** Codes of coupons that are not known. */
  strange: readonly string[]
}): FoundOrderLine {
  const { quantity, applied_discounts: applied = [] } = product
  const left = isRefunded ? 0 : Math.max(0, quantity - (product.quantity_refunded ?? 0))
  const discounts = applied.map(parseDiscount)
  return {
    id: product.id,
    // 0 for a custom product.
    productId: product.product_id || null,
    variantId: product.variant_id || null,
    quantity,
    currentQuantity: left,
    boughtQuantity: quantity,
    // The status holds the whole order, downloads too.
    requiresShipping: true,
    proof: null,
    hasOurDiscount: false,
    codes: discounts.flatMap(({ code, isWhole }) =>
      code === null || isWhole || strange.includes(code) ? [] : code,
    ),
    unitPrice: product.base_price === undefined ? null : toThousandths(product.base_price),
    discounts,
  }
}

function parseDiscount({ amount, code, name, target }: AppliedDiscount): OrderDiscount {
  return {
    amount: toThousandths(amount) ?? 0n,
    code: code || null,
    ...(name !== undefined && { title: name }),
    isOurs: false,
    isWhole: target === 'order',
  }
}

/** Unix seconds of an instant in RFC 2822, as V2 writes it. */
export function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000)
}
