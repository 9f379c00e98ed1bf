import { z } from 'zod'
import { number, type Operation, paging, text, toReadScopes, whole, wholeText, yes } from './operation.ts'

const link = z.strictObject({ url: text, resource: text })
const address = z.strictObject({
  first_name: text,
  last_name: text,
  company: text,
  street_1: text,
  street_2: text,
  city: text,
  state: text,
  zip: text,
  country: text,
  country_iso2: text,
  phone: text,
  email: text,
})
const PAYMENT_STATUSES = [
  'authorized',
  'captured',
  'capture pending',
  'declined',
  'held for review',
  'paid',
  'partially refunded',
  'pending',
  'refunded',
  'void',
  'void pending',
  '',
] as const
const order = z.strictObject({
  id: whole,
  cart_id: text,
  channel_id: whole,
  customer_id: whole,
  customer_message: text,
  staff_notes: z.string().max(65_535),
  date_created: text,
  date_modified: text,
  date_shipped: text,
  status: text,
  status_id: whole,
  payment_status: z.enum(PAYMENT_STATUSES),
  payment_method: text,
  currency_code: text,
  default_currency_code: text,
  store_default_currency_code: text,
  subtotal_ex_tax: text,
  subtotal_inc_tax: text,
  shipping_cost_ex_tax: text,
  shipping_cost_inc_tax: text,
  base_shipping_cost: text,
  total_ex_tax: text,
  total_inc_tax: text,
  total_tax: text,
  discount_amount: text,
  coupon_discount: text,
  refunded_amount: text,
  items_total: whole,
  items_shipped: whole,
  order_is_digital: yes,
  is_deleted: yes,
  order_source: text,
  ip_address: z.string().max(30),
  billing_address: address,
  products: link,
  shipping_addresses: link,
  coupons: link,
})

const line = z.strictObject({
  id: whole,
  order_id: whole,
  product_id: whole,
  variant_id: whole,
  order_address_id: whole,
  name: z.string().min(1),
  sku: text,
  type: z.enum(['physical', 'digital', 'giftcertificate']),
  base_price: text,
  price_ex_tax: text,
  price_inc_tax: text,
  base_total: text,
  total_ex_tax: text,
  total_inc_tax: text,
  quantity: whole,
  is_refunded: yes,
  quantity_refunded: whole,
  refund_amount: text,
  quantity_shipped: whole,
  applied_discounts: z.array(
    z.strictObject({
      id: text,
      amount: text,
      name: text,
      code: text.nullable(),
      target: z.enum(['order', 'product']),
    }),
  ),
})
const coupon = z.strictObject({
  id: whole,
  coupon_id: whole,
  order_id: whole,
  code: text.nullable(),
  amount: z.union([text, number]),
  type: whole.min(0).max(5),
  discount: number,
})
const status = z.strictObject({
  id: whole,
  name: text,
  system_label: text,
  custom_label: text,
  system_description: text,
})

/** Of an order's 40 fields that a request may hold, those that change nothing of its price. */
const changes = z
  .strictObject({
    status_id: whole.min(0).max(14),
    staff_notes: z.string().max(65_535),
    customer_message: text,
    payment_method: text,
    external_source: text.nullable(),
    external_order_id: text.nullable(),
  })
  .partial()

const ORDERS = {
  document: 'orders.v2.oas2.yml',
  base: '/v2',
  query: {},
  body: null,
  method: 'GET',
  scopes: toReadScopes('store_v2_orders'),
} as const

export const ORDER_OPERATIONS: readonly Operation[] = [
  {
    ...ORDERS,
    path: '/orders',
    query: {
      ...paging,
      min_id: wholeText,
      max_id: wholeText,
      customer_id: wholeText,
      status_id: wholeText,
      cart_id: text,
      channel_id: wholeText,
      min_date_created: text,
      max_date_created: text,
      min_date_modified: text,
      max_date_modified: text,
      sort: z
        .string()
        .regex(/^(id|customer_id|date_created|date_modified|status_id|channel_id)(:(asc|desc))?$/),
    },
    answers: { 200: z.array(order), 204: null },
  },
  { ...ORDERS, path: '/orders/{order_id}', answers: { 200: order } },
  {
    ...ORDERS,
    method: 'PUT',
    path: '/orders/{order_id}',
    scopes: ['store_v2_orders'],
    body: changes,
    answers: { 200: order },
  },
  {
    ...ORDERS,
    path: '/orders/{order_id}/coupons',
    query: paging,
    answers: { 200: z.array(coupon), 204: null },
  },
  {
    ...ORDERS,
    path: '/orders/{order_id}/products',
    query: paging,
    answers: { 200: z.array(line), 204: null },
  },
  { ...ORDERS, path: '/order_statuses', answers: { 200: z.array(status) } },
]
