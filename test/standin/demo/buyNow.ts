import type { Checkout, Json, Store } from './shopper.ts'

export type BuyNowResult = {
  /** What the checkout says before the purchase, and why it would refuse. */
  readonly checkout: Checkout & { errors: { message: string }[] }
  /** The order, or undefined if the checkout refused. */
  readonly order: { total: string } | undefined
}

/** Press Buy it now on a gate's product: a cart of its own, which no script has touched, straight to the checkout. */
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
