import { PicketError } from '../PicketError.ts'
import { formatBase64url } from './createRandomText.ts'

/**
 * Hash a PKCE verifier: S256.
 * @throws {PicketError} on a page without TLS, where browsers offer no hash function.
 * @see https://www.rfc-editor.org/rfc/rfc7636
 */
export async function createChallenge(verifier: string): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new PicketError('request', {
      msg: 'Signing in over OAuth needs a page served over https or localhost.',
    })
  }
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return formatBase64url(new Uint8Array(hash))
}
