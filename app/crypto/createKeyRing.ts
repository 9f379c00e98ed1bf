import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { PublicSigningKey } from '../core/accessToken/types.ts'
import type { StoredSigningKey } from '../ports/signingKeys.ts'
import { formatJwtHeader } from './formatJwtHeader.ts'
import { parseJwtHeader } from './parseJwtHeader.ts'

export type RingKey = {
  readonly header: string
  readonly publicKey: KeyObject
  readonly jwk: PublicSigningKey
  readonly endsAt: number | null
}

/** Parsed signing keys. */
export type KeyRing = {
  /** Newest first. */
  readonly keys: readonly RingKey[]
  /** Find the key that a token's header names; null when the header is not one of ours or names none of these. */
  readonly find: (header: string) => RingKey | null
  /**
   * The newest valid key that is known everywhere, so made at least 90 seconds ago; if there is none, the newest key.
   * Its private part is decrypted on first use.
   */
  readonly signer: (now: number) => { readonly header: string; readonly key: KeyObject }
}

/** Parse stored keys, given newest first. @throws {RangeError} when there is none. */
export function createKeyRing({ loaded }: { loaded: readonly StoredSigningKey[] }): KeyRing {
  const [newest] = loaded
  if (!newest) throw new RangeError('There is no signing key.')
  const signers = new Map<StoredSigningKey, ReturnType<KeyRing['signer']>>()
  const keys = loaded.map(({ publicKey, endsAt }): RingKey => {
    const key = createPublicKey({ key: publicKey, format: 'jwk' })
    return { header: formatJwtHeader(publicKey), publicKey: key, jwk: publicKey, endsAt }
  })
  // All tokens that this app signs with a key have the same header: one look-up replaces decoding base64 and JSON.
  const byHeader = new Map(keys.map((key) => [key.header, key]))
  const byId = new Map(keys.map((key) => [key.jwk.kid, key]))
  return {
    keys,
    find: (header) => byHeader.get(header) ?? byId.get(parseJwtHeader(header) ?? '') ?? null,
    signer: (now) => {
      const old = loaded.find(({ createdAt, endsAt }) => isKnown(createdAt, now) && (endsAt ?? now + 1) > now)
      const chosen = old ?? newest
      const known = signers.get(chosen)
      if (known) return known
      const der = Buffer.from(chosen.openPrivateKey())
      const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      const made = { header: formatJwtHeader(chosen.publicKey), key }
      signers.set(chosen, made)
      return made
    },
  }
}

/** Seconds until a new key is known everywhere: a minute of HTTP caching of the JWKS, and the caches of processes. */
const PUBLISHED_SECONDS = 90

function isKnown(createdAt: number, now: number): boolean {
  return now - createdAt >= PUBLISHED_SECONDS
}
