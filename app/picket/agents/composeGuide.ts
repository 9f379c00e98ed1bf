import { platformOf } from '../../core/gate/platform.ts'

/** Where an agent asks: the addresses of this server. */
type Addresses = { readonly issuer: string }

/** Compose the text for models about one shop's gates, in the form of llms.txt. @see https://llmstxt.org */
export function composeShopGuide({
  issuer,
  myshopifyDomain,
  key,
}: Addresses & { readonly myshopifyDomain: string; readonly key: string }): string {
  const base = `${issuer}/agents`
  const isShopify = platformOf(myshopifyDomain) === 'shopify'
  return `# Token gates of ${myshopifyDomain}

> This shop has prices and products for people whose wallets hold certain tokens. An assistant can find them, and open them with the shopper's signature. ${isShopify ? 'The checkout enforces what the signature proves.' : 'Coupons give what the signature proves, and the shop checks every order.'}

- MCP, Streamable HTTP, no further login: ${base}/${key}/mcp
- Plain JSON: POST to the addresses below, with HTTP Basic, the user name ${key} and no password.

## Steps

1. ${base}/gates with {}: what opens what, as data and in English. "products" narrows it to ${isShopify ? 'ids of the Storefront API' : 'numbers of the store’s products'}.
2. ${base}/challenge with {"chain","walletAddress"}: a text. Ask the shopper before their wallet signs it. It is free and sends no transaction.
${isShopify ? describeCartSteps(base) : describeCouponSteps(base)}

- ${base}/why with {"gates"} says what is missing. With a signed challenge it says what was found.
- A refusal has a stable code in "error", and says in "msg" what to do next.

## More

- [OpenAPI description](${issuer}/openapi.json)
- [Description for people](${new URL('/api/docs', issuer).href})
`
}

function describeCartSteps(base: string): string {
  return `3. ${base}/unlock with {"nonce","walletAddress","signature","gates","lines","cart"}: the proofs, and "cartWrites".
4. Send each of "cartWrites" to the shop's own Storefront API. Then the shopper checks out at the cart's checkoutUrl.`
}

function describeCouponSteps(base: string): string {
  return `3. ${base}/unlock with {"nonce","walletAddress","signature","gates"}: "codes", each for one order.
4. Enter "codes" as coupons in the shopper's cart, before they check out.`
}

/** Compose the text for models about this server. */
export function composeServerGuide({ issuer }: Addresses): string {
  return `# Palisade

> This server lets wallets sign in, and opens prices and products of shops for people who hold certain tokens.

An assistant that buys in a shop needs the shop's own address. It ends in /llms.txt or /mcp and contains the publishable key (pk_…) that the shop gives out:

- ${issuer}/agents/{key}/llms.txt: how to ask, step by step
- ${issuer}/agents/{key}/mcp: the same as tools of MCP, Streamable HTTP

## The API

- [Description for people](${new URL('/api/docs', issuer).href})
- [OpenAPI description](${issuer}/openapi.json)
`
}
