import { isShopDomain } from '../core/gate/isShopDomain.ts'
import { isSigned, type SignatureCheck } from '../core/signature/isSigned.ts'

export type VerifySessionTokenParameters = SignatureCheck<Uint8Array> & {
  readonly request: Pick<Request, 'headers' | 'url'>
  /** The app's client id: whom the token is for. */
  readonly apiKey: string
  /** Unix seconds. */
  readonly now: number
}
/**
 * `none`: the request carries no token. `token`: the same claims under the app's secret of now, which is all that
 * Shopify's library knows; it differs from what came only while a rotation lasts.
 */
export type VerifySessionTokenResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'good'; readonly myshopifyDomain: string; readonly token: string }

/** Seconds that clocks may differ, as in Shopify's library. */
const SKEW = 10
const MOST_CHARACTERS = 8192

/**
 * Check the session token of a request to the admin, more strictly than Shopify's library does: one spelling, HS256 and
 * nothing else asked for, an end, our app as the audience, and `iss` and `dest` of one shop.
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

/** The token that Shopify's library would read: the header's before the address's. */
function findToken({ headers, url }: Pick<Request, 'headers' | 'url'>): string | null {
  const header = headers.get('authorization')
  if (header === null) return new URL(url).searchParams.get('id_token')
  // Another scheme is a token that is refused, not none.
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

/** Read base64url in its one spelling: Node skips what it does not know. */
function readBytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
