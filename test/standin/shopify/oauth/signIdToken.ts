import { createHmac, randomUUID } from 'node:crypto'

export type SignIdTokenParameters = {
  shop: string
  apiKey: string
  apiSecret: string
  /** Claims that override the usual ones, for tests of refusals. */
  claims?: Record<string, unknown>
}

/** Signs a session token as Shopify's admin does for an embedded app: HS256, one minute. */
export function signIdToken(parameters: SignIdTokenParameters): string {
  const { shop, apiKey, apiSecret, claims } = parameters
  const now = Math.floor(Date.now() / 1000)
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: apiKey,
    sub: '1',
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...claims,
  })}`
  return `${body}.${createHmac('sha256', apiSecret).update(body).digest('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
