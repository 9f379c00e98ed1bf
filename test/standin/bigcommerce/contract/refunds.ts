import { z } from 'zod'
import {
  fieldProblem,
  number,
  type Operation,
  text,
  toReadScopes,
  toSingle,
  whole,
  yes,
} from './operation.ts'

const reason = z.string().max(1000).optional()
const refundItem = z.union([
  z.strictObject({
    item_type: z.enum(['PRODUCT', 'GIFT_WRAPPING']),
    item_id: whole,
    quantity: whole.min(1),
    reason,
  }),
  z.strictObject({
    item_type: z.enum(['ORDER', 'SHIPPING', 'HANDLING', 'TAX', 'FEE']),
    item_id: whole,
    amount: number,
    reason,
  }),
])
const quoteRequest = z.strictObject({ items: z.array(refundItem) })
const refundRequest = z.strictObject({
  items: z.array(refundItem),
  payments: z.array(z.strictObject({ provider_id: text, amount: number, offline: yes })),
})
const quote = z.strictObject({
  order_id: whole,
  total_refund_amount: number,
  total_refund_tax_amount: number,
  order_level_refund_amount: number,
  rounding: number,
  adjustment: number,
  tax_inclusive: yes,
  refund_methods: z.array(
    z.array(
      z.strictObject({
        provider_id: text,
        provider_description: text,
        amount: number,
        offline: yes,
        offline_provider: yes,
        offline_reason: text,
      }),
    ),
  ),
})
const refund = z.strictObject({
  id: whole,
  order_id: whole,
  user_id: whole,
  created: z.iso.datetime({ offset: true }),
  reason: text,
  total_amount: number,
  total_tax: number,
  uses_merchant_override_values: yes,
  items: z.array(
    z.strictObject({
      item_type: z.enum(['PRODUCT', 'GIFT_WRAPPING', 'SHIPPING', 'HANDLING', 'ORDER', 'FEE']),
      item_id: whole,
      reason: text,
      quantity: whole,
      requested_amount: number,
    }),
  ),
  payments: z
    .array(
      z.strictObject({
        id: whole,
        provider_id: text,
        amount: number,
        offline: yes,
        is_declined: yes,
        declined_message: text,
      }),
    )
    .min(1),
})
const REFUNDS = {
  document: 'orders.v3.yml',
  base: '/v3',
  query: {},
  body: null,
  scopes: ['store_v2_orders', 'store_v2_transactions'],
} as const

export const REFUND_OPERATIONS: readonly Operation[] = [
  {
    ...REFUNDS,
    method: 'POST',
    path: '/orders/{order_id}/payment_actions/refund_quotes',
    body: quoteRequest,
    answers: { 201: toSingle(quote), 422: fieldProblem },
  },
  {
    ...REFUNDS,
    method: 'POST',
    path: '/orders/{order_id}/payment_actions/refunds',
    body: refundRequest,
    answers: { 201: toSingle(refund), 422: z.strictObject({ data: z.array(fieldProblem) }) },
  },
  {
    ...REFUNDS,
    method: 'GET',
    path: '/orders/{order_id}/payment_actions/refunds',
    scopes: toReadScopes('store_v2_orders', 'store_v2_transactions'),
    answers: { 200: toSingle(z.array(refund)) },
  },
]
