import type { PublicSigningKey } from '../core/accessToken/types.ts'

/** Encrypt a secret for the database. The text decrypts only for the same purpose. */
export type EncryptSecret = (parameters: { readonly plain: Uint8Array; readonly purpose: string }) => string

/**
 * Decrypt a text that was encrypted for the same purpose.
 * @throws {SetupError} ERR_ENVIRONMENT if PALISADE_SECRET differs
 */
export type DecryptSecret = (parameters: { readonly sealed: string; readonly purpose: string }) => Uint8Array

/** Derive the key of an epoch from a shop's proof root. */
export type DeriveProofKey = (parameters: {
  readonly root: Uint8Array
  readonly epoch: string
  readonly shopId: bigint
}) => Uint8Array

/** Make a P-256 key pair; the private half as PKCS #8. */
export type CreateSigningKey = () => {
  readonly privateKey: Uint8Array
  readonly publicKey: PublicSigningKey
}
