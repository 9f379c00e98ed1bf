import type { Cart } from './types.ts'

/** The theme's cart could not be read or written. */
export class CartError extends Error {}

export type FetchCartParameters = {
  /** The shop's root in this language, `/` or `/de`. */
  readonly rootUrl: string
  readonly path: 'cart.js' | 'cart/update.js' | 'cart/change.js'
  /** What to change; absent to read. */
  readonly change?: unknown
}

/** Read or change the cart through the theme's own endpoints; answers the cart as it is then. @throws {CartError} */
export async function fetchCart(parameters: FetchCartParameters): Promise<Cart> {
  const { rootUrl, path, change } = parameters
  const url = `${rootUrl.replace(/\/$/, '')}/${path}`
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  try {
    const response = await fetch(
      url,
      change === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(change) },
    )
    if (!response.ok) throw new CartError(`The cart answered ${response.status}.`)
    return (await response.json()) as Cart
  } catch (error) {
    throw error instanceof CartError ? error : new CartError('The cart did not answer.')
  }
}
