import { parseJsonObject } from './parseJsonObject.ts'
import { readBase64url } from './readBase64url.ts'

/**
 * Read which key a header names, or null unless it is ES256 and says nothing but `alg`, `typ` and `kid`: whatever else
 * a header may ask for (`crit`, `b64`, `jwk`, `jku`, `x5c`) is not known here.
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export function parseJwtHeader(text: string): string | null {
  const header = parseJsonObject(readBase64url(text))
  if (header?.alg !== 'ES256' || typeof header.kid !== 'string') return null
  if ('typ' in header && header.typ !== 'JWT') return null
  const isKnown = Object.keys(header).every((name) => name === 'alg' || name === 'typ' || name === 'kid')
  return isKnown ? header.kid : null
}
