import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { PublicSigningKey } from '../core/accessToken/types.ts'
import { formatJwtHeader } from './formatJwtHeader.ts'
import { parseJwtHeader } from './parseJwtHeader.ts'

/** A signing key as it is loaded. */
export type LoadedKey = {
  readonly publicKey: PublicSigningKey
  /** From then on nothing that it signed is believed, unix seconds; null for the newest. */
  readonly endsAt: number | null
  /** PKCS #8. */
  readonly openPrivateKey: () => Uint8Array
}

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
  /** The newest, unsealed when first used. */
  readonly signer: () => { readonly header: string; readonly key: KeyObject }
}

/** Make keys ready: newest first, at least one. @throws {RangeError} when there is none. */
export function makeKeyRing({ loaded }: { loaded: readonly LoadedKey[] }): KeyRing {
  const [newest] = loaded
  if (!newest) throw new RangeError('There is no signing key.')
  const keys = loaded.map(({ publicKey, endsAt }): RingKey => {
    const key = createPublicKey({ key: publicKey, format: 'jwk' })
    return { header: formatJwtHeader(publicKey), publicKey: key, jwk: publicKey, endsAt }
  })
  // The tokens made here all carry the very same header: one look-up instead of base64 and JSON.
  const byHeader = new Map(keys.map((key) => [key.header, key]))
  const byId = new Map(keys.map((key) => [key.jwk.kid, key]))
  let signer: ReturnType<KeyRing['signer']> | undefined
  return {
    keys,
    find: (header) => byHeader.get(header) ?? byId.get(parseJwtHeader(header) ?? '') ?? null,
    signer: () => {
      signer ??= {
        header: formatJwtHeader(newest.publicKey),
        key: createPrivateKey({ key: Buffer.from(newest.openPrivateKey()), format: 'der', type: 'pkcs8' }),
      }
      return signer
    },
  }
}
