const { STOREFRONT_API, STOREFRONT_PRIVATE_TOKEN, STOREFRONT_PUBLIC_TOKEN } = process.env

/** What pages may know. In Hydrogen the loader of the root gives it. */
export function readPublicEnv() {
  return {
    palisadeApi: process.env.PALISADE_API,
    palisadeKey: process.env.PALISADE_PUBLISHABLE_KEY,
    storefrontApi: STOREFRONT_API,
    storefrontToken: STOREFRONT_PUBLIC_TOKEN,
  }
}

/** Query the Storefront API from the server. In Hydrogen this is `context.storefront.query`. */
export async function queryStorefront(query, variables) {
  const response = await fetch(STOREFRONT_API, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(STOREFRONT_PRIVATE_TOKEN && { 'shopify-storefront-private-token': STOREFRONT_PRIVATE_TOKEN }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = await response.json()
  if (errors) throw new Error(errors[0].message)
  return data
}

/** The id of the shopper's cart. In Hydrogen this is `context.cart.getCartId`. */
export function readCartId(cookies) {
  const [, id] = /(?:^|; )cart=([^;]+)/.exec(cookies ?? '') ?? []
  return id ? decodeURIComponent(id) : null
}

/** The page must read it, to put proofs into the cart. */
export function makeCartCookie(id) {
  return `cart=${encodeURIComponent(id)}; Path=/; SameSite=Lax; Max-Age=1209600`
}
