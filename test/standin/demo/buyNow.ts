import type { Checkout, Json, Store } from './shopper.ts'

export type BuyNowResult = {
  /** The checkout before the purchase, with the errors that block it. */
  readonly checkout: Checkout & { errors: { message: string }[] }
  /** The order; undefined if the checkout refused. */
  readonly order: { total: string } | undefined
}

/** Press Buy it now on a gate's product. It makes a separate cart that no script has touched and opens the checkout. */
export async function buyNow(
  { storefront, gate: { variantId } }: Store,
  properties: Json = {},
): Promise<BuyNowResult> {
  const form = new URLSearchParams({ id: String(variantId), quantity: '1' })
  for (const [name, value] of Object.entries(properties)) form.set(`properties[${name}]`, String(value))
  const pressed = await fetch(`${storefront}/cart/buy-now`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  const address = new URL(pressed.headers.get('location') ?? '/', storefront)
  const headers = { accept: 'application/json' }
  const checkout = (await (await fetch(address, { headers })).json()) as BuyNowResult['checkout']
  const complete = new URL(`/checkout/complete${address.search}`, storefront)
  const bought = await fetch(complete, { method: 'POST', headers })
  return { checkout, order: ((await bought.json()) as { order?: { total: string } }).order }
}
