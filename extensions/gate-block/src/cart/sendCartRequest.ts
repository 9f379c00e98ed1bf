import { GateError } from '../api/GateError.ts'
import { requestJson } from '../api/requestJson.ts'
import type { Cart } from './types.ts'

/** Themes answer in less than a second; a cart that takes longer than this does not answer at all. */
const CART_MS = 10_000

/**
 * Read the theme's cart, or post a change to it; answers the resulting cart. `rootUrl` is the shop's root in this
 * language, `/` or `/de`.
 * @throws {GateError} of code `cart`
 */
export async function sendCartRequest(
  rootUrl: string,
  path: 'cart.js' | 'cart/update.js' | 'cart/change.js',
  change?: object,
): Promise<Cart> {
  const url = `${rootUrl.replace(/\/$/, '')}/${path}`
  try {
    return (await requestJson({ url, body: change, field: 'items', timeoutMs: CART_MS })) as Cart
  } catch {
    throw new GateError('cart')
  }
}
