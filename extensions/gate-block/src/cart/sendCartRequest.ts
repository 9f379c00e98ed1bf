import { GateError } from '../api/GateError.ts'
import { requestJson } from '../api/requestJson.ts'
import type { Cart } from './types.ts'

export type SendCartRequestParameters = {
  /** The shop's root in this language, `/` or `/de`. */
  readonly rootUrl: string
  readonly path: 'cart.js' | 'cart/update.js' | 'cart/change.js'
  /** The change to post; absent for a read. */
  readonly change?: unknown
}

/** Themes answer in less than a second; a cart that takes longer than this does not answer at all. */
const CART_MS = 10_000

/** Read or change the theme's cart; answers the resulting cart. @throws {GateError} of code `cart` */
export async function sendCartRequest(parameters: SendCartRequestParameters): Promise<Cart> {
  const { rootUrl, path, change } = parameters
  const url = `${rootUrl.replace(/\/$/, '')}/${path}`
  try {
    return (await requestJson({ url, body: change, timeoutMs: CART_MS })) as Cart
  } catch {
    throw new GateError('cart')
  }
}
