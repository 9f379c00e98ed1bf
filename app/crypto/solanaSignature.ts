import { createPublicKey, verify } from 'node:crypto'
import { decodeBase58 } from '../core/chain/base58.ts'
import type { SolanaAddress } from '../core/chain/types.ts'
import { encodeOffchain } from '../core/login/offchainMessage.ts'
import { readBase64 } from '../core/text/readBase64.ts'
import type { LoginPort } from '../ports/login.ts'

/**
 * Verify that a Solana wallet signed a text: its bytes, or a version-0 off-chain envelope of them, which hardware
 * wallets sign. Never throws.
 */
export const verifySolanaSignature: LoginPort['verifySolanaSignature'] = (parameters) => {
  const publicKey = readKey(parameters.address)
  const signature = readSignature(parameters.signature)
  // UTF-8 would encode a lone surrogate as another character.
  if (!publicKey || !signature || /\p{Surrogate}/u.test(parameters.message)) return false
  const text = Buffer.from(parameters.message, 'utf8')
  return (
    verifyEd25519({ publicKey, message: text, signature }) ||
    encodeOffchain({ text, signer: publicKey }).some((message) =>
      verifyEd25519({ publicKey, message, signature }),
    )
  )
}

function readKey(address: SolanaAddress): Buffer | null {
  const bytes = decodeBase58({ text: address, bytes: 32 })
  return bytes && Buffer.from(bytes)
}

/**
 * Decode a signature into a pooled Buffer. Passing a small separate array to OpenSSL would allocate memory for each.
 */
function readSignature(text: string): Buffer | null {
  const bytes = text.endsWith('=') ? readBase64(text) : decodeBase58({ text, bytes: 64 })
  return bytes?.length === 64 ? Buffer.from(bytes) : null
}

type VerifyEd25519Parameters = {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  /** 64 bytes: R and S. */
  readonly signature: Uint8Array
}

/** The order of the base point, most significant byte first. */
const ORDER = Buffer.from('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed', 'hex')
/** Encoded y of the eight points whose order divides eight, without the sign of x. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])
/** First bytes of these. Of all other points, 251 of 256 need no closer look. */
const SMALL_ORDER_STARTS: ReadonlySet<number> = new Set([0x00, 0x01, 0xec, 0x26, 0xc7])

/**
 * Verify an Ed25519 signature by the strict profile; false for anything else. Never throws.
 *
 * It refuses points whose encoded y is the prime or more, points of small order as key or as R, and an S of the group's
 * order or more. It also refuses keys off the curve, and signatures that only the cofactored equation accepts. So a
 * signature has one encoding, and no key signs for every text. Solana's validators hold transactions to the same rules.
 * @see https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7 https://eprint.iacr.org/2020/1244
 */
export function verifyEd25519({ publicKey, message, signature }: VerifyEd25519Parameters): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  if (!isSoundPoint(publicKey, 0) || !isSoundPoint(signature, 0) || !isBelowOrder(signature)) return false
  const x = Buffer.from(publicKey).toString('base64url')
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, message, key, signature)
  } catch {
    return false
  }
}

/** Whether the 32 bytes from `at` encode a y below the prime, and no point of small order. */
function isSoundPoint(bytes: Uint8Array, at: number): boolean {
  const [first = 0, last = 0] = [bytes[at], bytes[at + 31]]
  // The prime is 2^255 - 19, so only 19 encodable values of y are not below it. The highest bit is the sign of x.
  if (first >= 0xed && (last & 0x7f) === 0x7f && bytes.slice(at + 1, at + 31).every((byte) => byte === 0xff))
    return false
  if (!SMALL_ORDER_STARTS.has(first)) return true
  const y = Buffer.from(bytes.subarray(at, at + 32))
  y[31] = last & 0x7f
  return !SMALL_ORDER.has(y.toString('hex'))
}

function isBelowOrder(signature: Uint8Array): boolean {
  return (signature[63] ?? 0) < 0x10 || Buffer.from(signature.subarray(32)).reverse().compare(ORDER) < 0
}
