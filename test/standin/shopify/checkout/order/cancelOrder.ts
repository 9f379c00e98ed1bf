import { type StandinOrder, type StandinShop, type StandinState, shopNow } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatOrder } from '../../webhooks/formatOrder.ts'
import { refundOrder } from './refundOrder.ts'

export type CancelOrderParameters = {
  state: StandinState
  shop: StandinShop
  order: StandinOrder
  /** The API's enum in lower case. */
  reason: 'customer' | 'declined' | 'fraud' | 'inventory' | 'other' | 'staff'
  isRefunded: boolean
  isRestocked: boolean
  note?: string | null
}

/** Cancels an order: refunds the rest of it if requested and stops its shipping. False if it was cancelled before. */
export function cancelOrder(parameters: CancelOrderParameters): boolean {
  const { state, shop, order } = parameters
  if (order.cancelledAt !== null) return false
  const lines = order.lines.filter((line) => line.currentQuantity > 0)
  if (parameters.isRefunded && lines.length > 0) {
    refundOrder({
      ...{ state, shop, order, note: parameters.note },
      lines: lines.map((line) => ({ lineId: line.id, quantity: line.currentQuantity })),
      restockType: parameters.isRestocked ? 'cancel' : 'no_restock',
    })
  }
  for (const fulfillment of shop.fulfillmentOrders.values()) {
    if (fulfillment.orderId !== order.id || fulfillment.status === 'CLOSED') continue
    fulfillment.status = 'CANCELLED'
    fulfillment.holds = []
  }
  order.cancelledAt = new Date(shopNow(shop) * 1000).toISOString()
  order.updatedAt = order.cancelledAt
  order.cancelReason = parameters.reason
  if (!parameters.isRefunded) order.financialStatus = 'voided'
  const payload = formatOrder({ shop, order })
  emitWebhook({ state, shop, topic: 'orders/cancelled', payload })
  emitWebhook({ state, shop, topic: 'orders/updated', payload })
  return true
}
