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
  const found = lines.map(({ lineId, quantity }) => {
    const line = order.lines.find((one) => one.id === lineId)
    if (!line) throw new RangeError(`Order ${order.name} has no line ${lineId}.`)
    return { line, quantity }
  })
  return found.map(({ line, quantity: wanted }) => {
    // One after the other: two entries may name the same line.
    const quantity = Math.min(wanted, line.currentQuantity)
    line.currentQuantity -= quantity
    takeFromFulfillment(shop, order.id, line.id, quantity)
    return { lineId: line.id, quantity }
  })
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
