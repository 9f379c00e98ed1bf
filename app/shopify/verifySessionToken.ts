import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'

export type VerifySessionTokenParameters = SignatureCheck<Uint8Array> & {
  readonly request: Pick<Request, 'headers' | 'url'>
  /** The app's client id, which must be the token's audience. */
  readonly apiKey: string
  /** Unix seconds. */
  readonly now: number
}
/**
 * `none`: the request has no token. `token`: the same claims, signed with the app's current secret, the only one that
 * Shopify's library knows. It differs from the received token only during a rotation of the secret.
 */
export type VerifySessionTokenResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'good'; readonly myshopifyDomain: string; readonly token: string }

/** Allowed clock skew in seconds, as in Shopify's library. */
const SKEW = 10
const MOST_CHARACTERS = 8192

/**
 * Verify the session token of an admin request, more strictly than Shopify's library. It must have a single spelling,
 * ask for HS256 and nothing else, and have an end. Its audience must be this app, and `iss` and `dest` must name one
 * shop.
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
 */
export function verifySessionToken(parameters: VerifySessionTokenParameters): VerifySessionTokenResult {
  const { request, sign } = parameters
  const found = findToken(request)
  if (found === null) return { kind: 'none' }
  const [header = '', payload = '', signature = '', ...more] = found.split('.', 4)
  const message = Buffer.from(`${header}.${payload}`)
  const given = readBytes(signature)?.toString('base64')
  const isTaken =
    found.length <= MOST_CHARACTERS &&
    more.length === 0 &&
    given !== undefined &&
    isSigned({ ...parameters, message, given })
  const myshopifyDomain = isTaken && isPlainHeader(readObject(header)) ? findShop(payload, parameters) : null
  if (myshopifyDomain === null) return { kind: 'refused' }
  const mac = Buffer.from(sign(message), 'base64').toString('base64url')
  return { kind: 'good', myshopifyDomain, token: `${header}.${payload}.${mac}` }
}

/** Find the token that Shopify's library would read: the header comes before the URL. */
function findToken({ headers, url }: Pick<Request, 'headers' | 'url'>): string | null {
  const header = headers.get('authorization')
  if (header === null) return new URL(url).searchParams.get('id_token')
  // Another scheme counts as a refused token, not as no token.
  return /^Bearer (\S+)$/.exec(header)?.[1] ?? ''
}

/** Whether a header asks for HS256 and nothing more. @see https://www.rfc-editor.org/rfc/rfc8725 */
function isPlainHeader(header: Claims | null): boolean {
  if (header?.alg !== 'HS256' || (header.typ ?? 'JWT') !== 'JWT') return false
  return Object.keys(header).every((name) => name === 'alg' || name === 'typ' || name === 'kid')
}

function findShop(
  payload: string,
  { apiKey, now }: Pick<VerifySessionTokenParameters, 'apiKey' | 'now'>,
): string | null {
  const { aud, exp, nbf, iss, dest } = readObject(payload) ?? {}
  const isOfNow =
    typeof exp === 'number' && exp > now - SKEW && typeof nbf === 'number' && nbf <= now + SKEW && nbf < exp
  if (aud !== apiKey || !isOfNow || typeof dest !== 'string' || !dest.startsWith('https://')) return null
  const shop = dest.slice('https://'.length)
  const isOfShop = typeof iss === 'string' && (iss === dest || iss.startsWith(`${dest}/`))
  return isOfShop && isShopDomain(shop) ? shop : null
}

type Claims = Readonly<Record<string, unknown>>

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
