import type { PublicSigningKey } from '../core/accessToken/types.ts'

/** The keys that sign access tokens. Instants are unix seconds. */
export type SigningKeysPort = {
  /**
   * Make a new key, which signs once it has been published for a while; the key before it verifies until `endsAt`. Deletes
   * keys that have ended, but for their public parts, by which receipts are verified.
   */
  rotate: (parameters: { at: number; endsAt: number }) => Promise<{ kid: string }>
  /** The public parts of all keys that a rotation ended, or will end, newest first. */
  listRetired: () => Promise<RetiredKey[]>
}

/** The public part of a key that a rotation replaced. Nothing that is younger than `endsAt` is signed with it. */
export type RetiredKey = { readonly publicKey: PublicSigningKey; readonly endsAt: number }

/**
 * Load all keys, newest first, for the signer of tokens. The first call makes the first key. The answer may be five seconds
 * old, unless `isFresh`; it is the same array until the keys are read anew.
 */
export type LoadSigningKeys = (parameters: {
  now: number
  isFresh: boolean
}) => Promise<readonly StoredSigningKey[]>

/** A signing key as it is stored. */
export type StoredSigningKey = {
  readonly publicKey: PublicSigningKey
  readonly createdAt: number
  /** Tokens of this key are refused from then on; null for the newest key. */
  readonly endsAt: number | null
  /** Decrypt the private half, PKCS #8. @throws {SetupError} ERR_ENVIRONMENT if PALISADE_SECRET is another */
  readonly openPrivateKey: () => Uint8Array
}
