import type { StandinCart, StandinOrder } from '../state.ts'
import type { CheckoutContext } from './context.ts'
import { buildOrder } from './order/buildOrder.ts'
import { placeOrder } from './order/placeOrder.ts'
import { type PricedCart, priceCart } from './priceCart.ts'

export type CompleteCheckoutParameters = { context: CheckoutContext; cart: StandinCart }

export type CompleteCheckoutResult =
  | { kind: 'ordered'; order: StandinOrder }
  | { kind: 'refused'; priced: PricedCart }

/** Buys a cart: runs every Function once more, then places the order and deletes the cart. */
export function completeCheckout({ context, cart }: CompleteCheckoutParameters): CompleteCheckoutResult {
  const { state, shop } = context
  const priced = priceCart({ context, cart, step: 'CHECKOUT_COMPLETION' })
  if (priced.errors.length > 0 || priced.lines.length === 0) return { kind: 'refused', priced }
  const order = buildOrder({ shop, priced, sourceName: 'web', cartToken: cart.token })
  placeOrder({ state, shop, order })
  shop.carts.delete(cart.token)
  return { kind: 'ordered', order }
}
