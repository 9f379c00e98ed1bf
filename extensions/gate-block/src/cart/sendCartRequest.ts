import { GateError } from '../api/GateError.ts'
import type { Cart } from './types.ts'

export type SendCartRequestParameters = {
  /** The shop's root in this language, `/` or `/de`. */
  readonly rootUrl: string
  readonly path: 'cart.js' | 'cart/update.js' | 'cart/change.js'
  /** The change to post; absent for a read. */
  readonly change?: unknown
}

/** Read or change the theme's cart; answers the resulting cart. @throws {GateError} of code `cart` */
export async function sendCartRequest(parameters: SendCartRequestParameters): Promise<Cart> {
  const { rootUrl, path, change } = parameters
  const url = `${rootUrl.replace(/\/$/, '')}/${path}`
  try {
    const response = await fetch(url, {
      method: change ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(change),
    })
    if (response.ok) return (await response.json()) as Cart
  } catch {
    // Handled below, like a response that is not ok.
  }
  throw new GateError('cart')
}
