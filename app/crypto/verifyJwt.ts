import { type KeyObject, verify } from 'node:crypto'
import { isLowS } from './p256.ts'
import { parseJsonObject } from './parseJsonObject.ts'
import { readBase64url } from './readBase64url.ts'
import type { Jwt } from './splitJwt.ts'

export type VerifyJwtParameters = {
  readonly jwt: Jwt
  /** The P-256 key that its header names, public. */
  readonly key: KeyObject
}

/**
 * Parse the claims of a JWT that the key signed with ES256; null otherwise. It checks nothing in the claims. Never
 * throws.
 *
 * Claims and signature must be canonical base64url, and the signature must have the smaller of its two values of s.
 */
export function verifyJwt({ jwt, key }: VerifyJwtParameters): Readonly<Record<string, unknown>> | null {
  const signature = readBase64url(jwt.signature)
  if (signature?.length !== 64 || !isLowS(signature)) return null
  const isSigned = verify(
    'sha256',
    Buffer.from(jwt.signed, 'utf8'),
    { key, dsaEncoding: 'ieee-p1363' },
    signature,
  )
  return isSigned ? parseJsonObject(readBase64url(jwt.claims)) : null
}
