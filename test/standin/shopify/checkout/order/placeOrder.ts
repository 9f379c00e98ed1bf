import {
  metafieldKey,
  nextId,
  randomToken,
  type StandinOrder,
  type StandinShop,
  type StandinState,
} from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatOrder } from '../../webhooks/formatOrder.ts'
import { addAgreement } from './addAgreement.ts'
import { routeOrder } from './routeOrder.ts'

export type PlaceOrderParameters = { state: StandinState; shop: StandinShop; order: StandinOrder }

/**
 * Adds an order to the shop: copies the cart's copyable metafields, counts its codes, notifies the app, and then routes
 * the order for shipping.
 */
export function placeOrder({ state, shop, order }: PlaceOrderParameters): void {
  shop.orders.push(order)
  const sold = order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity }))
  addAgreement({ order, reason: 'ORDER', happenedAt: order.createdAt, sold })
  if (order.cartToken !== null) {
    if (shop.knobs.cartMetafieldCopy === 'copied') copyMetafields(shop, order.cartToken, order.id)
    if (shop.knobs.cartToken === 'other') order.cartToken = randomToken()
  }
  for (const discount of shop.codeDiscounts.values()) {
    const isUsed = order.discountCodes.some((code) => code.toLowerCase() === discount.code.toLowerCase())
    if (!isUsed) continue
    discount.usageCount += 1
    if (order.customerId !== null) discount.usedBy.push(order.customerId)
  }
  emitWebhook({ state, shop, topic: 'orders/create', payload: formatOrder({ shop, order }) })
  routeOrder({ state, shop, order, lineIds: order.lines.map((line) => line.id) })
}

/** Copies a cart's metafield if the order definition of the same key has `cartToOrderCopyable`. */
function copyMetafields(shop: StandinShop, cartToken: string, orderId: number): void {
  const cartGid = `gid://shopify/Cart/${cartToken}`
  const ownerGid = `gid://shopify/Order/${orderId}`
  for (const metafield of [...shop.metafields.values()]) {
    if (metafield.ownerGid !== cartGid) continue
    const { namespace, key, type } = metafield
    const definition = shop.metafieldDefinitions.get(`ORDER|${namespace}|${key}`)
    if (definition?.type !== type || !definition.capabilities.cartToOrderCopyable) continue
    const id = `gid://shopify/Metafield/${nextId()}`
    shop.metafields.set(metafieldKey(ownerGid, namespace, key), { ...metafield, id, ownerGid })
  }
}
