import { createPrivateKey, type KeyObject } from 'node:crypto'
import { createSigningKey, createTokenSigner } from '../../app/crypto/signingKeys.ts'
import type { StoredSigningKey } from '../../app/ports/signingKeys.ts'

export const claims = { aud: 'a project', sub: 'ethereum:0xAb', name: 'Ünï 🦊', exp: 1_790_043_200, tid: '1' }

/** A key as stored in the database, and its private half. */
export function makeKey(
  endsAt: number | null = null,
  createdAt = 1_780_000_000,
): {
  loaded: StoredSigningKey
  privateKey: KeyObject
  kid: string
} {
  const { privateKey, publicKey } = createSigningKey()
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
  return {
    loaded: { publicKey, createdAt, endsAt, openPrivateKey: () => privateKey },
    privateKey: key,
    kid: publicKey.kid,
  }
}

/** The port over these keys, newest first, with a count of fresh reads. */
export function makeTokens(...keys: readonly { loaded: StoredSigningKey }[]) {
  const clock = { now: 1_790_000_000 }
  const state = { loaded: keys.map(({ loaded }) => loaded), fresh: 0 }
  const tokens = createTokenSigner({
    now: () => clock.now,
    loadKeys: async ({ isFresh }) => {
      if (isFresh) state.fresh += 1
      return state.loaded
    },
  })
  return { tokens, clock, state }
}

/** Encode JSON in base64url. */
export const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
