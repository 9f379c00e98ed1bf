import { createHmac, timingSafeEqual } from 'node:crypto'

export type VerifyIdTokenParameters = { token: string; shop: string; apiKey: string; apiSecret: string }

/** Whether a session token was signed for this app and shop and has not expired, with ten seconds of tolerance. */
export function verifyIdToken(parameters: VerifyIdTokenParameters): boolean {
  const { token, shop, apiKey, apiSecret } = parameters
  const [head, body, signature, ...rest] = token.split('.')
  if (!head || !body || !signature || rest.length > 0) return false
  const wanted = createHmac('sha256', apiSecret).update(`${head}.${body}`).digest()
  const got = Buffer.from(signature, 'base64url')
  if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) return false
  const header = decode(head)
  const claims = decode(body)
  if (header?.alg !== 'HS256' || !claims) return false
  const now = Date.now() / 1000
  return (
    claims.aud === apiKey &&
    claims.dest === `https://${shop}` &&
    claims.iss === `https://${shop}/admin` &&
    typeof claims.exp === 'number' &&
    claims.exp > now - 10 &&
    typeof claims.nbf === 'number' &&
    claims.nbf < now + 10
  )
}

function decode(part: string): Record<string, unknown> | null {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>
  } catch {
    return null
  }
}
