import { createHmac, hkdfSync } from 'node:crypto'

type DeriveProofKeyParameters = {
  /** The shop's proof root, 32 bytes. */
  readonly root: Uint8Array
  /** 8 lower-case hex digits. */
  readonly epoch: string
  readonly shopId: bigint
}

/**
 * Derive K_epoch, the only key that leaves the server: HKDF-SHA-256, 32 bytes.
 * @throws {RangeError} when the root is not 32 bytes or the epoch not 8 hex digits.
 */
export function deriveProofKey({ root, epoch, shopId }: DeriveProofKeyParameters): Uint8Array {
  if (root.length !== 32) throw new RangeError('A proof root must have 32 bytes.')
  if (!/^[0-9a-f]{8}$/.test(epoch)) throw new RangeError('An epoch must be 8 lower-case hexadecimal digits.')
  return new Uint8Array(hkdfSync('sha256', root, 'palisade.proof.1', `epoch.${epoch}.${shopId}`, 32))
}

type SignProofParameters = {
  /** Everything of the proof before its last `~`, ASCII. */
  readonly unsigned: string
  /** K_epoch, 32 bytes. */
  readonly key: Uint8Array
}

/**
 * Sign a proof: the first 16 bytes of HMAC-SHA-256, as 32 lower-case hex digits.
 * @throws {RangeError} when the key is not 32 bytes: anybody could sign with an empty key.
 */
export function signProof({ unsigned, key }: SignProofParameters): string {
  if (key.length !== 32) throw new RangeError('A proof key must have 32 bytes.')
  return createHmac('sha256', key).update(unsigned, 'utf8').digest('hex').slice(0, 32)
}
