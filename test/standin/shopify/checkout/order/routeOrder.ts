import { nextId, type StandinOrder, type StandinShop, type StandinState } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'

export type RouteOrderParameters = {
  state: StandinState
  shop: StandinShop
  order: StandinOrder
  lineIds: readonly number[]
}

/**
 * Routes lines of an order to the shop's one location, except digital lines. The webhook to the app lacks the order's
 * id.
 */
export function routeOrder({ state, shop, order, lineIds }: RouteOrderParameters): void {
  const lines = order.lines.filter((line) => line.requiresShipping && lineIds.includes(line.id))
  if (lines.length === 0) return
  const id = nextId()
  shop.fulfillmentOrders.set(id, {
    id,
    orderId: order.id,
    status: 'OPEN',
    createdAt: order.updatedAt,
    updatedAt: order.updatedAt,
    lines: lines.map((line) => ({
      id: nextId(),
      lineItemId: line.id,
      totalQuantity: line.currentQuantity,
      remainingQuantity: line.currentQuantity,
    })),
    holds: [],
  })
  const payload = { fulfillment_order: { id: `gid://shopify/FulfillmentOrder/${id}`, status: 'open' } }
  emitWebhook({ state, shop, topic: 'fulfillment_orders/order_routing_complete', payload })
}
