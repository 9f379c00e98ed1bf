import { createHmac, randomUUID } from 'node:crypto'

/**
 * Signs a session token as Shopify does for a block in the checkout or in a customer's account: HS256, five minutes, the
 * shop's bare domain, no issuer, and the customer as a gid if one is signed in.
 * @see https://shopify.dev/docs/api/checkout-ui-extensions/latest/target-apis/platform-apis/session-token-api
 */
export function signSurfaceToken({
  shop,
  customerId,
  apiKey,
  apiSecret,
  now = Math.floor(Date.now() / 1000),
  claims,
}: {
  shop: string
  customerId: number | null
  apiKey: string
  apiSecret: string
  /** Unix seconds. */
  now?: number
  /** Claims that override the usual ones, for tests of refusals. */
  claims?: Record<string, unknown>
}): string {
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({
    ...{ dest: shop, aud: apiKey, exp: now + 300, nbf: now, iat: now, jti: randomUUID() },
    ...(customerId !== null && { sub: `gid://shopify/Customer/${customerId}` }),
    ...claims,
  })}`
  return `${body}.${createHmac('sha256', apiSecret).update(body).digest('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
