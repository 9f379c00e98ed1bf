type StoreCart = { readonly id: string; readonly coupons?: readonly { readonly code: string }[] }

const tried = new Set<string>()

/**
 * Put coupon codes into the shopper's cart, best first, as far as the store takes them: most take one. Without a cart
 * nothing is done; the card shows the codes, and they are put in as soon as there is a cart.
 * @see https://developer.bigcommerce.com/docs/rest-storefront/checkouts
 */
export async function addCodes(codes: readonly string[]): Promise<void> {
  try {
    const carts = (await requestStore('/carts')) as readonly StoreCart[] | null
    const [cart] = carts ?? []
    if (!cart) return
    const held = (cart.coupons ?? []).map(({ code }) => code.toLowerCase())
    for (const code of codes) {
      // A code that the cart does not take now is not offered again: it may replace the better one.
      const attempt = `${cart.id} ${code}`
      if (held.includes(code.toLowerCase()) || tried.has(attempt)) continue
      tried.add(attempt)
      if (await requestStore(`/checkouts/${cart.id}/coupons`, { couponCode: code })) return
    }
  } catch {
    // The shopper can still enter the code, which the card shows.
  }
}

async function requestStore(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`/api/storefront${path}`, {
    ...{ method: body ? 'POST' : 'GET', credentials: 'same-origin' },
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return response.ok ? response.json() : null
}
