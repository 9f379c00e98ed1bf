import { createPublicKey, verify } from 'node:crypto'

export type VerifyEd25519Parameters = {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  /** 64 bytes: R and S. */
  readonly signature: Uint8Array
}

/** The order of the base point and the prime of the field, most significant byte first. */
const ORDER = Buffer.from('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed', 'hex')
const PRIME = Buffer.from('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed', 'hex')
/** The y of the eight points whose order divides eight; each with either sign of x. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000001',
  '7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec',
  '05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826',
  '7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7',
])

/**
 * Verify an Ed25519 signature by the strict profile; false for whatever is not one. Never throws.
 *
 * Refused: points written with y of the prime or more, points of small order as key or as R, S of the group's order or
 * more, keys off the curve, and what only the cofactored equation accepts. One signature has one spelling, and no key
 * signs for every text. It is what Solana's own validators hold transactions to.
 * @see https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7 https://eprint.iacr.org/2020/1244
 */
export function verifyEd25519({ publicKey, message, signature }: VerifyEd25519Parameters): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  if (!isSoundPoint(publicKey) || !isSoundPoint(signature.subarray(0, 32))) return false
  if (Buffer.from(signature.subarray(32)).reverse().compare(ORDER) >= 0) return false
  const x = Buffer.from(publicKey).toString('base64url')
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, message, key, signature)
  } catch {
    return false
  }
}

function isSoundPoint(encoded: Uint8Array): boolean {
  const y = Buffer.from(encoded).reverse()
  // The highest bit is the sign of x.
  y[0] = (y[0] ?? 0) & 0x7f
  return y.compare(PRIME) < 0 && !SMALL_ORDER.has(y.toString('hex'))
}
