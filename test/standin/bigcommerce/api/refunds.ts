import type { Cents, StandinOrder, StandinRefund } from '../state.ts'
import { changeOrderStatus } from '../storefront/changeOrderStatus.ts'
import { emitEvent } from '../webhooks/emitEvent.ts'
import {
  type Answer,
  type Call,
  formatMoment,
  type Handler,
  readSeconds,
  refuse,
  refuseUnimitated,
  toAmount,
} from './context.ts'
import { CANCELLED, INCOMPLETE, PARTIALLY_REFUNDED, REFUNDED } from './statuses.ts'

type Asked = { item_type: string; item_id: number; quantity?: number; amount?: number; reason?: string }
type Request = { items: Asked[]; payments?: { provider_id: string; amount: number; offline: boolean }[] }

const PROVIDER = 'custom'
const AWAITING_PAYMENT = 7

export const REFUNDS: Readonly<Record<string, Handler>> = {
  'POST /orders/{order_id}/payment_actions/refund_quotes': (call) => {
    const planned = planRefund(call)
    if ('refusal' in planned) return planned.refusal
    const { order, items } = planned
    const total = toAmount(sumItems(items))
    const method = {
      provider_id: PROVIDER,
      provider_description: 'Custom',
      amount: total,
      offline: true,
      offline_provider: true,
      offline_reason: '',
    }
    const data = {
      order_id: order.id,
      total_refund_amount: total,
      total_refund_tax_amount: 0,
      order_level_refund_amount: toAmount(sumItems(items.filter(({ type }) => type === 'ORDER'))),
      rounding: 0,
      adjustment: 0,
      tax_inclusive: false,
      refund_methods: [[method]],
    }
    return { status: 201, body: { data, meta: {} } }
  },
  'POST /orders/{order_id}/payment_actions/refunds': (call) => {
    const planned = planRefund(call)
    if ('refusal' in planned) return planned.refusal
    const { order, items } = planned
    const { payments = [] } = call.body as Request
    const paid = payments.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)
    if (paid !== sumItems(items) || payments.some(({ provider_id: id }) => id !== PROVIDER))
      return refuse(422, 'The payments must be those of a refund quote.', {
        payments: 'Wrong amount or provider.',
      })
    const refund = addRefund(call, { order, items })
    return { status: 201, body: { data: formatRefund(order, refund), meta: {} } }
  },
  'GET /orders/{order_id}/payment_actions/refunds': ({ store, params }) => {
    const order = store.orders.get(Number(params.order_id))
    if (!order) return refuse(404, 'The order does not exist.')
    return { status: 200, body: { data: order.refunds.map((one) => formatRefund(order, one)), meta: {} } }
  },
}

type Item = StandinRefund['items'][number]
type Planned = { order: StandinOrder; items: Item[] }

function planRefund({ store, params, body }: Call): Planned | { refusal: Answer } {
  const order = store.orders.get(Number(params.order_id))
  if (!order) return { refusal: refuse(404, 'The order does not exist.') }
  if ([INCOMPLETE, AWAITING_PAYMENT, CANCELLED, REFUNDED].includes(order.statusId))
    return { refusal: refuse(422, 'The payment of the order must be received before it is refunded.') }
  const items: Item[] = []
  for (const { item_type: type, item_id: id, quantity = 0, amount = 0, reason = '' } of (body as Request)
    .items) {
    if (type !== 'PRODUCT' && type !== 'ORDER' && type !== 'SHIPPING')
      return { refusal: refuseUnimitated(`a refund of ${type}`) }
    const cents = type === 'PRODUCT' ? priceUnits(order, id, quantity) : Math.round(amount * 100)
    if (cents === null)
      return { refusal: refuse(422, 'The item has no such quantity left.', { item_id: String(id) }) }
    items.push({ type, id, quantity: type === 'PRODUCT' ? quantity : 1, amount: cents, reason })
  }
  const before = order.refunds.reduce((sum, { total }) => sum + total, 0)
  const total = sumItems(items)
  if (total <= 0 || before + total > order.total)
    return { refusal: refuse(422, 'The refund exceeds what is left of the order.') }
  return { order, items }
}

/** What the units cost after their discounts, rounded down so that no refund exceeds the order. */
function priceUnits(order: StandinOrder, lineId: number, quantity: number): Cents | null {
  const line = order.lines.find(({ id }) => id === lineId)
  if (!line || line.refunded + quantity > line.quantity) return null
  const off = line.discounts.reduce((sum, { amount }) => sum + amount, 0)
  return Math.floor(((line.price * line.quantity - off) * quantity) / line.quantity)
}

function sumItems(items: readonly Item[]): Cents {
  return items.reduce((sum, { amount }) => sum + amount, 0)
}

/** The goods stay sold: a refund by API does not put them back into stock. */
function addRefund({ store }: Call, { order, items }: Planned): StandinRefund {
  const refund: StandinRefund = {
    id: store.count('refund'),
    createdAt: readSeconds(store),
    total: sumItems(items),
    items,
    provider: PROVIDER,
  }
  order.refunds.push(refund)
  for (const { type, id, quantity } of items) {
    const line = order.lines.find((one) => one.id === id)
    if (type === 'PRODUCT' && line) line.refunded += quantity
  }
  emitEvent(store, 'store/order/refund/created', {
    type: 'order',
    id: order.id,
    refund: { refund_id: refund.id },
  })
  const whole = order.refunds.reduce((sum, { total }) => sum + total, 0) >= order.total
  changeOrderStatus(store, order, whole ? REFUNDED : PARTIALLY_REFUNDED)
  return refund
}

function formatRefund(order: StandinOrder, refund: StandinRefund): unknown {
  const total = toAmount(refund.total)
  const payment = {
    id: refund.id,
    provider_id: refund.provider,
    amount: total,
    offline: true,
    is_declined: false,
    declined_message: '',
  }
  return {
    id: refund.id,
    order_id: order.id,
    user_id: 0,
    created: formatMoment(refund.createdAt),
    reason: '',
    total_amount: total,
    total_tax: 0,
    uses_merchant_override_values: false,
    items: refund.items.map(({ type, id, quantity, amount, reason }) => ({
      item_type: type,
      item_id: id,
      reason,
      quantity,
      requested_amount: toAmount(amount),
    })),
    payments: [payment],
  }
}
