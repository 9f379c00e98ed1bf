import type { StandinCart, StandinShop } from '../state.ts'

export type ReadOpenCheckoutParameters = { shop: StandinShop; cart: StandinCart }

/**
 * Reads the cart as its checkout knows it. By the knob `openCheckout` a checkout that is open keeps its attributes until
 * a line changes.
 */
export function readOpenCheckout({ shop, cart }: ReadOpenCheckoutParameters): StandinCart {
  if (shop.knobs.openCheckout === 'at-once') return cart
  const lines = JSON.stringify(cart.lines.map(({ key, quantity }) => [key, quantity]))
  if (cart.opened?.lines !== lines) cart.opened = { attributes: { ...cart.attributes }, lines }
  return { ...cart, attributes: cart.opened.attributes }
}
