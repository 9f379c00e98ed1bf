import { createHmac } from 'node:crypto'

export type SignProofParameters = {
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
