import { z } from 'zod'
import {
  map,
  type Operation,
  paging,
  text,
  toCursorPage,
  toPage,
  toReadScopes,
  toSingle,
  whole,
  wholesText,
  yes,
} from './operation.ts'

const DOCUMENT = 'promotions.v3.yml'
const MODIFY = ['store_v2_marketing']
const READ = toReadScopes('store_v2_marketing')

const money = z.string().regex(/^[0-9]+(\.[0-9]+)?$/)
const ids = z.array(whole)

const simpleMatcher = z.union([
  z.strictObject({ brands: ids }),
  z.strictObject({ categories: ids }),
  z.strictObject({ products: ids }),
  z.strictObject({ variants: ids }),
])

/** The published schema nests `and`, `or` and `not` three deep. */
function nest(inner: z.ZodType<unknown>, deep: number): z.ZodType<unknown> {
  if (deep === 0) return inner
  const child = nest(inner, deep - 1)
  return z.union([
    simpleMatcher,
    z.strictObject({ not: child }),
    z.strictObject({ and: z.array(child) }),
    z.strictObject({ or: z.array(child) }),
  ])
}
const itemMatcher = nest(simpleMatcher, 3)

const cartCondition = z.strictObject({
  cart: z
    .strictObject({ items: itemMatcher, minimum_spend: money, minimum_quantity: whole })
    .partial()
    .optional(),
})
const condition = z.union([cartCondition, z.strictObject({ and: z.array(cartCondition).optional() })])

const discount = z.union([
  z.strictObject({ fixed_amount: money }),
  z.strictObject({ percentage_amount: z.string() }),
])
const maximum = z
  .string()
  .regex(/^(?!0+(?:\.0+)?$)(\d+)(\.[0-9]+)?$/)
  .nullable()
const strategy = z.enum(['LEAST_EXPENSIVE', 'LEAST_EXPENSIVE_ONLY', 'MOST_EXPENSIVE', 'MOST_EXPENSIVE_ONLY'])

const action = z.union([
  z.strictObject({
    cart_items: z.strictObject({
      discount,
      maximum_allowed_discount_amount: maximum.optional(),
      as_total: yes.optional(),
      items: itemMatcher.optional(),
      include_items_considered_by_condition: yes.optional(),
      exclude_items_on_sale: yes.optional(),
      strategy: strategy.optional(),
      quantity: whole.optional(),
      add_free_item: yes.optional(),
    }),
  }),
  z.strictObject({
    cart_value: z.strictObject({ discount, maximum_allowed_discount_amount: maximum.optional() }),
  }),
  z.strictObject({
    shipping: z.strictObject({
      free_shipping: yes.optional(),
      zone_ids: z.union([z.literal('*'), z.array(whole.min(1))]),
    }),
  }),
])

const rule = z.strictObject({
  action,
  apply_once: yes.optional(),
  stop: yes.optional(),
  condition: condition.optional(),
})

const customer = z
  .strictObject({ group_ids: ids, minimum_order_count: whole, excluded_group_ids: ids })
  .partial()
const notification = z.strictObject({
  content: text,
  type: z.enum(['UPSELL', 'ELIGIBLE', 'APPLIED']),
  locations: z.array(text),
})

const changeable = {
  name: text,
  display_name: text,
  channels: z.array(z.strictObject({ id: whole })),
  customer,
  rules: z.array(rule),
  max_uses: whole,
  status: z.enum(['ENABLED', 'DISABLED', 'INVALID']),
  start_date: text,
  end_date: text.nullable(),
  stop: yes,
  can_be_used_with_other_promotions: yes,
  currency_code: text,
  notifications: z.array(notification),
}
const ofCoupon = {
  coupon_overrides_other_promotions: yes,
  coupon_type: z.enum(['SINGLE', 'BULK']),
}

const draft = z.union([
  z.strictObject({
    ...z.strictObject({ ...changeable, ...ofCoupon }).partial().shape,
    redemption_type: z.literal('COUPON'),
    name: text,
    rules: z.array(rule),
  }),
  z.strictObject({
    ...z.strictObject(changeable).partial().shape,
    redemption_type: z.literal('AUTOMATIC'),
    name: text,
    rules: z.array(rule),
  }),
])
const patch = z.strictObject({ ...changeable, ...ofCoupon }).partial()

const saved = {
  id: whole,
  created_from: z.enum(['react_ui', 'legacy_ui', 'api']),
  name: text,
  display_name: text.optional(),
  channels: z.array(z.strictObject({ id: whole })),
  customer,
  rules: z.array(rule),
  current_uses: whole,
  max_uses: whole.optional(),
  status: z.enum(['ENABLED', 'DISABLED', 'INVALID']),
  start_date: text,
  end_date: text.nullable(),
  stop: yes,
  can_be_used_with_other_promotions: yes,
  currency_code: text,
  notifications: z.array(notification),
}
const promotion = z.union([
  z.strictObject({
    ...saved,
    redemption_type: z.literal('COUPON'),
    coupon_overrides_other_promotions: yes,
    coupon_type: z.enum(['SINGLE', 'BULK']),
    multiple_codes: z.strictObject({ has_multiple_codes: yes }),
  }),
  z.strictObject({ ...saved, redemption_type: z.literal('AUTOMATIC') }),
])

const couponText = z
  .string()
  .max(50)
  .regex(/^[a-zA-Z0-9_ -]+$/)
const coupon = z.strictObject({
  id: whole,
  code: couponText,
  current_uses: whole,
  max_uses: whole,
  max_uses_per_customer: whole,
  created: z.iso.datetime({ offset: true }),
})
const newCoupon = z.strictObject({
  code: couponText,
  max_uses: whole.optional(),
  max_uses_per_customer: whole.optional(),
})
const affix = z
  .string()
  .max(20)
  .regex(/^[A-Z0-9_-]*$/)
  .optional()
const uses = z.int().min(0).max(100_000)
const batch = z.strictObject({
  batch_size: z.int().min(1).max(250),
  max_uses: uses.optional(),
  max_uses_per_customer: uses.optional(),
  prefix: affix,
  suffix: affix,
  delimiter: z.enum(['_', '-']).optional(),
  code_length: z.int().min(6).max(16).optional(),
})
const generated = z.strictObject({
  data: z.strictObject({
    created: z.iso.datetime({ offset: true }),
    max_uses: whole,
    max_uses_per_customer: whole,
    batch_size: whole,
    codes: z.array(z.strictObject({ code: text })),
  }),
  meta: z.strictObject({}),
})

/** V3 marketing lists its errors. The others call what happened `title`, `detail` or `error`. */
const errors = z.strictObject({ errors: z.array(z.strictObject({ status: whole, title: text })) })
const bad = z.strictObject({ status: text, title: text, type: text, detail: text })
const forbidden = z.strictObject({ status: text, title: text, error: text })
const bulkDeletion = z.strictObject({
  errors: z.array(z.strictObject({ status: whole, title: text, type: text, errors: map.optional() })),
  meta: z.strictObject({ total: whole, success: whole, failed: whole }),
})

type Line = Pick<Operation, 'method' | 'path' | 'answers'> & Partial<Pick<Operation, 'query' | 'body'>>

const LINES: readonly Line[] = [
  {
    method: 'GET',
    path: '/promotions',
    query: {
      ...paging,
      id: z.string().regex(/^\d+$/),
      name: text,
      code: text,
      query: text,
      status: text,
      currency_code: text,
      redemption_type: z.enum(['automatic', 'coupon']),
      sort: z.enum(['id', 'name', 'priority', 'start_date']),
      direction: z.enum(['asc', 'desc']),
      channels: wholesText,
    },
    answers: { 200: toPage(promotion), 422: errors },
  },
  {
    method: 'POST',
    path: '/promotions',
    body: draft,
    answers: { 201: toSingle(promotion), 400: bad, 403: forbidden, 422: errors },
  },
  {
    method: 'DELETE',
    path: '/promotions',
    query: { 'id:in': wholesText },
    answers: { 204: null, 422: bulkDeletion },
  },
  { method: 'GET', path: '/promotions/{id}', answers: { 200: toSingle(promotion), 404: errors } },
  {
    method: 'PUT',
    path: '/promotions/{id}',
    body: patch,
    answers: { 200: toSingle(promotion), 404: errors },
  },
  { method: 'DELETE', path: '/promotions/{id}', answers: { 204: null } },
  {
    method: 'GET',
    path: '/promotions/{promotion_id}/codes',
    query: { ...paging, before: text, after: text, code: text },
    answers: { 200: toCursorPage(coupon) },
  },
  {
    method: 'POST',
    path: '/promotions/{promotion_id}/codes',
    body: newCoupon,
    answers: { 201: toSingle(coupon) },
  },
  {
    method: 'DELETE',
    path: '/promotions/{promotion_id}/codes',
    query: { 'id:in': wholesText, code: text },
    answers: { 204: null, 422: bulkDeletion },
  },
  {
    method: 'POST',
    path: '/promotions/{promotion_id}/codegen',
    body: batch,
    answers: { 201: generated, 400: bad, 403: forbidden, 405: forbidden, 422: errors },
  },
  {
    method: 'GET',
    path: '/promotions/codes',
    query: { code: text },
    answers: { 200: toCursorPage(coupon) },
  },
  { method: 'DELETE', path: '/promotions/codes', query: { code: text }, answers: { 204: null } },
  { method: 'DELETE', path: '/promotions/{promotion_id}/codes/{code_id}', answers: { 204: null } },
]

export const PROMOTION_OPERATIONS: readonly Operation[] = LINES.map((line) => ({
  document: DOCUMENT,
  base: '/v3',
  query: {},
  body: null,
  scopes: line.method === 'GET' ? READ : MODIFY,
  ...line,
}))
