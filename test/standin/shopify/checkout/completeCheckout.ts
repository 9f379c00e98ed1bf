import { nextId, randomToken, type StandinCart, type StandinOrder, shopNow } from '../state.ts'
import type { CheckoutContext } from './context.ts'
import { formatCheckout } from './formatCheckout.ts'
import { type PricedCart, priceCart } from './priceCart.ts'

export type CompleteCheckoutParameters = { context: CheckoutContext; cart: StandinCart }

export type CompleteCheckoutResult =
  | { kind: 'ordered'; order: StandinOrder }
  | { kind: 'refused'; priced: PricedCart }

/** Buys a cart: asks every Function once more, then makes the order and empties the cart away. */
export function completeCheckout(parameters: CompleteCheckoutParameters): CompleteCheckoutResult {
  const { context, cart } = parameters
  const { shop } = context
  const priced = priceCart({ context, cart, step: 'CHECKOUT_COMPLETION' })
  if (priced.errors.length > 0 || priced.lines.length === 0) return { kind: 'refused', priced }
  const view = formatCheckout(priced)
  const order: StandinOrder = {
    id: nextId(),
    name: `#${1001 + shop.orders.length}`,
    token: randomToken(),
    cartToken: cart.token,
    createdAt: new Date(shopNow(shop) * 1000).toISOString(),
    currency: view.currency,
    customerId: cart.customerId,
    attributes: { ...cart.attributes },
    note: cart.note,
    lines: view.lines.map((line, at) => ({
      id: nextId(),
      productId: line.productId,
      variantId: line.variantId,
      title: line.title,
      variantTitle: line.variantTitle,
      quantity: line.quantity,
      price: line.price,
      discounts: line.discounts,
      total: line.total,
      properties: { ...priced.lines[at]?.line.properties },
    })),
    discounts: view.orderDiscounts,
    subtotal: view.subtotal,
    shipping: '0',
    total: view.total,
  }
  shop.orders.push(order)
  shop.carts.delete(cart.token)
  return { kind: 'ordered', order }
}
