import type { SeededGate } from './seedGates.ts'

export type Json = Record<string, unknown>
/** A storefront and the gate whose product the shopper buys there. */
export type Store = { storefront: string; gate: SeededGate }
export type Checkout = {
  subtotal: string
  total: string
  currency: string
  lines: { title: string; discounts: { title: string; amount: string }[] }[]
  functionRuns: { handle: string }[]
  errors: { message: string }[]
}
type Order = { id: number; name: string; total: string; subtotal: string; lines: Checkout['lines'] }
export type Cart = { token: string; attributes?: Record<string, string>; cookie: string }

/** Put a gate's product into a new cart, with a proof and the line's properties. */
export async function fillCart(
  { storefront, gate: { variantId } }: Store,
  proof: string | null,
  properties: Json = {},
): Promise<Cart> {
  const added = await send(`${storefront}/cart/add.js`, {
    items: [{ id: variantId, quantity: 1, properties }],
  })
  const cookie = added.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  if (proof !== null) await send(`${storefront}/cart/update.js`, { attributes: { _palisade: proof } }, cookie)
  const cart = (await (await fetch(`${storefront}/cart.js`, { headers: { cookie } })).json()) as Cart
  return { ...cart, cookie }
}

/** Read the checkout: the cart's prices and the Functions that ran. */
export async function openCheckout({ storefront }: Store, { cookie }: Cart): Promise<Checkout> {
  const response = await fetch(`${storefront}/checkout`, { headers: { cookie, accept: 'application/json' } })
  return (await response.json()) as Checkout
}

/** Buy the cart; undefined if the checkout refused. */
export async function completeCheckout({ storefront }: Store, { cookie }: Cart): Promise<Order | undefined> {
  const headers = { cookie, accept: 'application/json' }
  const response = await fetch(`${storefront}/checkout/complete`, { method: 'POST', headers })
  return ((await response.json()) as { order?: Order }).order
}

/** Post JSON and parse the JSON answer. */
export async function post(url: string, body: Json): Promise<Json> {
  return (await (await send(url, body)).json()) as Json
}

/** Post JSON. */
export function send(url: string, body: Json, cookie = ''): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })
}
