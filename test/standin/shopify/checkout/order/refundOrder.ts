import {
  nextId,
  type StandinOrder,
  type StandinRefund,
  type StandinShop,
  type StandinState,
  shopNow,
} from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatOrder } from '../../webhooks/formatOrder.ts'
import { formatRefund } from '../../webhooks/formatRefund.ts'
import { addAgreement } from './addAgreement.ts'
import { takeFromOrder } from './takeFromOrder.ts'

export type RefundOrderParameters = {
  state: StandinState
  shop: StandinShop
  order: StandinOrder
  lines: readonly { lineId: number; quantity: number }[]
  note?: string | null
  restockType?: StandinRefund['lines'][number]['restockType']
}

/**
 * Refunds units of an order, removes them from it, and sends `refunds/create`.
 *
 * @throws RangeError for an unknown line.
 */
export function refundOrder(parameters: RefundOrderParameters): StandinRefund {
  const { state, shop, order, note = null, restockType = 'return' } = parameters
  const taken = takeFromOrder({ shop, order, lines: parameters.lines })
  const createdAt = new Date(shopNow(shop) * 1000).toISOString()
  const refund: StandinRefund = {
    id: nextId(),
    createdAt,
    note,
    lines: taken.map(({ lineId, quantity }) => ({ id: nextId(), lineItemId: lineId, quantity, restockType })),
  }
  order.refunds.push(refund)
  addAgreement({ order, reason: 'REFUND', happenedAt: createdAt, returned: taken })
  order.updatedAt = createdAt
  const isEmpty = order.lines.every((line) => line.currentQuantity === 0)
  order.financialStatus = isEmpty ? 'refunded' : 'partially_refunded'
  emitWebhook({ state, shop, topic: 'refunds/create', payload: formatRefund({ order, refund }) })
  emitWebhook({ state, shop, topic: 'orders/updated', payload: formatOrder({ shop, order }) })
  return refund
}
