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

/** Signing keys made ready for use. */
export type KeyRing = {
  /** Newest first. */
  readonly keys: readonly RingKey[]
  /** Find the key that a token's header names; null when the header is not one of ours or names none of these. */
  readonly find: (header: string) => RingKey | null
  /** The newest that everybody can know by now, unsealed when first used. */
  readonly signer: (now: number) => { readonly header: string; readonly key: KeyObject }
}

/** Make keys ready: newest first, at least one. @throws {RangeError} when there is none. */
export function makeKeyRing({ loaded }: { loaded: readonly StoredSigningKey[] }): KeyRing {
  const [newest] = loaded
  if (!newest) throw new RangeError('There is no signing key.')
  const signers = new Map<StoredSigningKey, ReturnType<KeyRing['signer']>>()
  const keys = loaded.map(({ publicKey, endsAt }): RingKey => {
    const key = createPublicKey({ key: publicKey, format: 'jwk' })
    return { header: formatJwtHeader(publicKey), publicKey: key, jwk: publicKey, endsAt }
  })
  // The tokens made here all carry the very same header: one look-up instead of base64 and JSON.
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

/** Seconds until everybody has read a new key: a minute that its document may be kept, and the caches of processes. */
const PUBLISHED_SECONDS = 90

function isKnown(createdAt: number, now: number): boolean {
  return now - createdAt >= PUBLISHED_SECONDS
}
