import { isShopDomain } from '../core/gate/isShopDomain.ts'
import type { SignatureCheck } from '../core/signature/isSigned.ts'
import { readSignedToken } from './readSignedToken.ts'

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

/**
 * Verify the session token of an admin request, more strictly than Shopify's library. It must have a single spelling,
 * ask for HS256 and nothing else, and have an end. Its audience must be this app, and `iss` and `dest` must name one
 * shop.
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
 */
export function verifySessionToken(parameters: VerifySessionTokenParameters): VerifySessionTokenResult {
  const found = findToken(parameters.request)
  if (found === null) return { kind: 'none' }
  const signed = readSignedToken({ ...parameters, token: found })
  const myshopifyDomain = signed && findShop(signed.claims)
  return myshopifyDomain === null
    ? { kind: 'refused' }
    : { kind: 'good', myshopifyDomain, token: signed?.token ?? '' }
}

/** Find the token that Shopify's library would read: the header comes before the URL. */
function findToken({ headers, url }: Pick<Request, 'headers' | 'url'>): string | null {
  const header = headers.get('authorization')
  if (header === null) return new URL(url).searchParams.get('id_token')
  // Another scheme counts as a refused token, not as no token.
  return /^Bearer (\S+)$/.exec(header)?.[1] ?? ''
}

function findShop({ iss, dest }: Readonly<Record<string, unknown>>): string | null {
  if (typeof dest !== 'string' || !dest.startsWith('https://')) return null
  const shop = dest.slice('https://'.length)
  const isOfShop = typeof iss === 'string' && (iss === dest || iss.startsWith(`${dest}/`))
  return isOfShop && isShopDomain(shop) ? shop : null
}
