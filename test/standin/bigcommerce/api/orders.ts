import type { StandinOrder, StandinOrderLine, StandinStore } from '../state.ts'
import { changeOrderStatus } from '../storefront/changeOrderStatus.ts'
import { emitEvent } from '../webhooks/emitEvent.ts'
import {
  type Answer,
  type Call,
  formatAmount,
  type Handler,
  readSeconds,
  refuse,
  toAmount,
} from './context.ts'
import { PARTIALLY_REFUNDED, REFUNDED, STATUSES } from './statuses.ts'

type Changes = {
  status_id?: number
  staff_notes?: string
  customer_message?: string
  payment_method?: string
}

export const ORDERS: Readonly<Record<string, Handler>> = {
  'GET /orders': (call) => listPage(call, sortOrders(call), formatOrder),
  'GET /orders/{order_id}': (call) =>
    withOrder(call, (order) => ({ status: 200, body: formatOrder(call.store, order) })),
  'PUT /orders/{order_id}': (call) =>
    withOrder(call, (order) => {
      const changes = call.body as Changes
      order.staffNotes = changes.staff_notes ?? order.staffNotes
      order.customerMessage = changes.customer_message ?? order.customerMessage
      order.paymentMethod = changes.payment_method ?? order.paymentMethod
      order.updatedAt = readSeconds(call.store)
      if (changes.status_id === undefined || changes.status_id === order.statusId)
        emitEvent(call.store, 'store/order/updated', { type: 'order', id: order.id })
      else changeOrderStatus(call.store, order, changes.status_id)
      return { status: 200, body: formatOrder(call.store, order) }
    }),
  'GET /orders/{order_id}/coupons': (call) =>
    withParts(call, (order) =>
      listPage(call, showsParts(call, order) ? order.coupons : [], (_, coupon) => ({
        id: coupon.id,
        coupon_id: coupon.couponId,
        order_id: order.id,
        code: coupon.code,
        amount: toAmount(coupon.discount),
        type: chooseCouponType(call, order, coupon.code),
        discount: toAmount(coupon.discount),
      })),
    ),
  'GET /orders/{order_id}/products': (call) =>
    withParts(call, (order) =>
      listPage(call, showsParts(call, order) ? order.lines : [], (_, line) => formatLine(order, line)),
    ),
  'GET /order_statuses': () => ({
    status: 200,
    body: STATUSES.map((name, id) => ({
      id,
      name,
      system_label: name,
      custom_label: name,
      system_description: `The order is ${name.toLowerCase()}.`,
    })),
  }),
}

function withOrder({ store, params }: Call, answer: (order: StandinOrder) => Answer): Answer {
  const order = store.orders.get(Number(params.order_id))
  return order ? answer(order) : refuse(404, 'The requested resource was not found.')
}

/** The parts of an order, unless a knob keeps them back. */
function withParts(call: Call, answer: (order: StandinOrder) => Answer): Answer {
  const { orderPartsMissing } = call.store.knobs
  return withOrder(call, (order) =>
    showsParts(call, order) || orderPartsMissing === 'empty'
      ? answer(order)
      : refuse(404, 'The requested resource was not found.'),
  )
}

function showsParts({ store }: Call, order: StandinOrder): boolean {
  return store.now() >= order.createdAt * 1000 + store.knobs.orderPartsDelay
}

/** The documented types: 0 by item, 1 by percentage, 2 by total, 3 and 4 off shipping, 5 of a promotion. */
function chooseCouponType({ store }: Call, order: StandinOrder, code: string): number {
  if (store.knobs.couponTypes === 'promotion') return 5
  const targets = order.lines.flatMap(({ discounts }) =>
    discounts.filter((one) => one.code === code).map(({ target }) => target),
  )
  if (targets.length === 0) return 4
  return targets.includes('order') ? 2 : 0
}

/** V2 has no `meta`: a page is a list. */
function listPage<T>(
  { store, query }: Call,
  items: readonly T[],
  format: (store: StandinStore, item: T) => unknown,
): Answer {
  const limit = Number(query.limit ?? 50)
  const page = Number(query.page ?? 1)
  if (limit < 1 || limit > 250) return refuse(400, 'The field "limit" is out of range.')
  const shown = items.slice((page - 1) * limit, page * limit)
  if (shown.length === 0 && store.knobs.emptyList === 204) return { status: 204 }
  return { status: 200, body: shown.map((item) => format(store, item)) }
}

const SORT_KEYS: Readonly<Record<string, (order: StandinOrder) => number>> = {
  id: ({ id }) => id,
  customer_id: ({ customerId }) => customerId,
  date_created: ({ createdAt }) => createdAt,
  date_modified: ({ updatedAt }) => updatedAt,
  status_id: ({ statusId }) => statusId,
}

function sortOrders(call: Call): StandinOrder[] {
  const [field = 'id', direction = 'asc'] = (call.query.sort ?? 'id').split(':')
  const keyOf = SORT_KEYS[field] ?? (({ id }) => id)
  const found = [...call.store.orders.values()].filter((one) => isAsked(call, one))
  const sorted = found.sort((a, b) => keyOf(a) - keyOf(b) || a.id - b.id)
  return direction === 'desc' ? sorted.reverse() : sorted
}

function isAsked({ query }: Call, order: StandinOrder): boolean {
  const after = (text: string | undefined, at: number) => text === undefined || at * 1000 >= Date.parse(text)
  const before = (text: string | undefined, at: number) => text === undefined || at * 1000 <= Date.parse(text)
  if (query.min_id !== undefined && order.id < Number(query.min_id)) return false
  if (query.max_id !== undefined && order.id > Number(query.max_id)) return false
  if (query.customer_id !== undefined && order.customerId !== Number(query.customer_id)) return false
  if (query.status_id !== undefined && order.statusId !== Number(query.status_id)) return false
  if (query.cart_id !== undefined && order.cartId !== query.cart_id) return false
  return (
    after(query.min_date_created, order.createdAt) &&
    before(query.max_date_created, order.createdAt) &&
    after(query.min_date_modified, order.updatedAt) &&
    before(query.max_date_modified, order.updatedAt)
  )
}

function formatOrder(store: StandinStore, order: StandinOrder): unknown {
  const resource = `/orders/${order.id}`
  const url = `https://api.bigcommerce.com/stores/${store.hash}/v2${resource}`
  const linkTo = (name: string) => ({ url: `${url}/${name}`, resource: `${resource}/${name}` })
  const total = formatAmount(order.total)
  const subtotal = formatAmount(order.subtotal)
  const shipping = formatAmount(order.shipping)
  const count = order.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    id: order.id,
    cart_id: order.cartId,
    channel_id: 1,
    customer_id: order.customerId,
    customer_message: order.customerMessage,
    staff_notes: order.staffNotes,
    date_created: new Date(order.createdAt * 1000).toUTCString().replace('GMT', '+0000'),
    date_modified: new Date(order.updatedAt * 1000).toUTCString().replace('GMT', '+0000'),
    date_shipped: '',
    status: STATUSES[order.statusId],
    status_id: order.statusId,
    payment_status: readPaymentStatus(order),
    payment_method: order.paymentMethod,
    currency_code: store.currency,
    default_currency_code: store.currency,
    store_default_currency_code: store.currency,
    subtotal_ex_tax: subtotal,
    subtotal_inc_tax: subtotal,
    shipping_cost_ex_tax: shipping,
    shipping_cost_inc_tax: shipping,
    base_shipping_cost: formatAmount(order.baseShipping),
    total_ex_tax: total,
    total_inc_tax: total,
    total_tax: formatAmount(0),
    discount_amount: formatAmount(sumAutomatic(order)),
    coupon_discount: formatAmount(sumCoupons(order)),
    refunded_amount: formatAmount(order.refunds.reduce((sum, refund) => sum + refund.total, 0)),
    items_total: count,
    items_shipped: 0,
    order_is_digital: false,
    is_deleted: false,
    order_source: 'www',
    ip_address: '127.0.0.1',
    billing_address: composeAddress(order.email),
    products: linkTo('products'),
    shipping_addresses: linkTo('shipping_addresses'),
    coupons: linkTo('coupons'),
  }
}

function sumCoupons({ coupons }: StandinOrder): number {
  return coupons.reduce((sum, { discount }) => sum + discount, 0)
}

/** What promotions without a code took off. */
function sumAutomatic({ lines }: StandinOrder): number {
  return lines
    .flatMap(({ discounts }) => discounts)
    .filter(({ code }) => code === null)
    .reduce((sum, { amount }) => sum + amount, 0)
}

function readPaymentStatus({ statusId }: StandinOrder): string {
  if (statusId === REFUNDED) return 'refunded'
  if (statusId === PARTIALLY_REFUNDED) return 'partially refunded'
  return statusId === 0 || statusId === 7 ? '' : 'captured'
}

function composeAddress(email: string) {
  return {
    first_name: 'Jo',
    last_name: 'Example',
    company: '',
    street_1: '1 Main Street',
    street_2: '',
    city: 'Austin',
    state: 'Texas',
    zip: '78751',
    country: 'United States',
    country_iso2: 'US',
    phone: '',
    email,
  }
}

function formatLine(order: StandinOrder, line: StandinOrderLine): unknown {
  const price = formatAmount(line.price)
  const total = formatAmount(line.price * line.quantity)
  return {
    id: line.id,
    order_id: order.id,
    product_id: line.productId,
    variant_id: line.variantId,
    order_address_id: order.id,
    name: line.name,
    sku: line.sku,
    type: 'physical',
    base_price: price,
    price_ex_tax: price,
    price_inc_tax: price,
    base_total: total,
    total_ex_tax: total,
    total_inc_tax: total,
    quantity: line.quantity,
    is_refunded: line.refunded >= line.quantity,
    quantity_refunded: line.refunded,
    refund_amount: formatAmount(0),
    quantity_shipped: 0,
    applied_discounts: line.discounts.map((discount) => ({
      id: String(discount.promotionId),
      amount: formatAmount(discount.amount),
      name: discount.name,
      code: discount.code,
      target: discount.target,
    })),
  }
}
