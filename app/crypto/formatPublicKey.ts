import { createHash, type KeyObject } from 'node:crypto'
import type { PublicSigningKey } from '../core/accessToken/types.ts'

/**
 * Format a P-256 public key as a JWK for JWKS. Its id is the thumbprint, so that no ids have to be assigned.
 *
 * @throws {RangeError} when it is another kind of key.
 * @see https://www.rfc-editor.org/rfc/rfc7638
 */
export function formatPublicKey({ publicKey }: { publicKey: KeyObject }): PublicSigningKey {
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined) {
    throw new RangeError('A signing key must be on the curve P-256.')
  }
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
  return { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }
}
