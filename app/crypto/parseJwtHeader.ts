import { parseJsonObject } from './parseJsonObject.ts'
import { readBase64url } from './readBase64url.ts'

/**
 * Parse the key id of a header. Null unless it is ES256 and has no fields but `alg`, `typ` and `kid`. Other fields that
 * a header may have (`crit`, `b64`, `jwk`, `jku`, `x5c`) are not supported.
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export function parseJwtHeader(text: string): string | null {
  const header = parseJsonObject(readBase64url(text))
  if (header?.alg !== 'ES256' || typeof header.kid !== 'string') return null
  if ('typ' in header && header.typ !== 'JWT') return null
  const isKnown = Object.keys(header).every((name) => name === 'alg' || name === 'typ' || name === 'kid')
  return isKnown ? header.kid : null
}
