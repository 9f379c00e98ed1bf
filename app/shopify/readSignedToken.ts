import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'

export type ReadSignedTokenParameters = SignatureCheck<Uint8Array> & {
  readonly token: string
  /** The app's client id, which must be the token's audience. */
  readonly apiKey: string
  /** Unix seconds. */
  readonly now: number
}
export type SignedToken = {
  readonly claims: Claims
  /** The same claims, signed with the app's current secret. It differs only during a rotation of the secret. */
  readonly token: string
}
type Claims = Readonly<Record<string, unknown>>

/** Allowed clock skew in seconds, as in Shopify's library. */
const SKEW = 10
const MOST_CHARACTERS = 8192

/**
 * Read a token that Shopify signed for this app, and that is valid now; null for any other. It must have a single
 * spelling, ask for HS256 and nothing else, and have an end. Which shop it is of is for the caller to check.
 */
export function readSignedToken(parameters: ReadSignedTokenParameters): SignedToken | null {
  const { token, sign, apiKey, now } = parameters
  const [header = '', payload = '', signature = '', ...more] = token.split('.', 4)
  const message = Buffer.from(`${header}.${payload}`)
  const given = readBytes(signature)?.toString('base64')
  const isTaken =
    token.length <= MOST_CHARACTERS &&
    more.length === 0 &&
    given !== undefined &&
    isSigned({ ...parameters, message, given })
  const claims = isTaken && isPlainHeader(readObject(header)) ? readObject(payload) : null
  if (!claims || claims.aud !== apiKey || !isOfNow({ claims, now })) return null
  const mac = Buffer.from(sign(message), 'base64').toString('base64url')
  return { claims, token: `${header}.${payload}.${mac}` }
}

/** Whether a header asks for HS256 and nothing more. @see https://www.rfc-editor.org/rfc/rfc8725 */
function isPlainHeader(header: Claims | null): boolean {
  if (header?.alg !== 'HS256' || (header.typ ?? 'JWT') !== 'JWT') return false
  return Object.keys(header).every((name) => name === 'alg' || name === 'typ' || name === 'kid')
}

function isOfNow({ claims: { exp, nbf }, now }: { claims: Claims; now: number }): boolean {
  return (
    typeof exp === 'number' && exp > now - SKEW && typeof nbf === 'number' && nbf <= now + SKEW && nbf < exp
  )
}

function readObject(text: string): Claims | null {
  try {
    const value: unknown = JSON.parse(readBytes(text)?.toString('utf8') ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null
  } catch {
    return null
  }
}

/** Decode base64url, but only in its canonical spelling: Node skips unknown characters. */
function readBytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
