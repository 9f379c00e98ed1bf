import type { StandinOrder, StandinShop } from '../../state.ts'

export type TakeFromOrderParameters = {
  shop: StandinShop
  order: StandinOrder
  lines: readonly { lineId: number; quantity: number }[]
}

/**
 * Removes units from an order's lines and from its fulfilment orders. Returns the units really removed.
 *
 * @throws RangeError for an unknown line.
 */
export function takeFromOrder({
  shop,
  order,
  lines,
}: TakeFromOrderParameters): { lineId: number; quantity: number }[] {
  const wanted = lines.map(({ lineId, quantity }) => {
    const line = order.lines.find((one) => one.id === lineId)
    if (!line) throw new RangeError(`Order ${order.name} has no line ${lineId}.`)
    return { line, quantity: Math.min(quantity, line.currentQuantity) }
  })
  for (const { line, quantity } of wanted) {
    line.currentQuantity -= quantity
    takeFromFulfillment(shop, order.id, line.id, quantity)
  }
  return wanted.map(({ line, quantity }) => ({ lineId: line.id, quantity }))
}

function takeFromFulfillment(shop: StandinShop, orderId: number, lineItemId: number, quantity: number): void {
  let left = quantity
  for (const fulfillment of shop.fulfillmentOrders.values()) {
    if (fulfillment.orderId !== orderId) continue
    for (const line of fulfillment.lines) {
      if (line.lineItemId !== lineItemId) continue
      const taken = Math.min(left, line.remainingQuantity)
      line.remainingQuantity -= taken
      left -= taken
    }
    const isDone = fulfillment.lines.every((line) => line.remainingQuantity === 0)
    if (isDone && fulfillment.status !== 'CANCELLED') fulfillment.status = 'CLOSED'
  }
}
