import { createCache } from '../createCache.ts'
import type { Database } from '../database.ts'
import type { OpenSecret, SealSecret } from '../secrets.ts'
import type { MakeSigningKey } from './appendSigningKey.ts'
import { listSigningKeys, type StoredSigningKey } from './listSigningKeys.ts'
import { rotateSigningKey } from './rotateSigningKey.ts'
import { startSigningKeys } from './startSigningKeys.ts'

export type SigningKeyStore = {
  /** All keys, newest first, never none; five seconds old at most, or `isFresh` as they stand now. */
  readonly load: (parameters: { now: number; isFresh: boolean }) => Promise<readonly StoredSigningKey[]>
  readonly rotate: (parameters: { at: number; endsAt: number }) => Promise<{ kid: string }>
}

export type CreateSigningKeyStoreParameters = {
  readonly db: Database
  readonly makeSigningKey: MakeSigningKey
  readonly sealSecret: SealSecret
  readonly openSecret: OpenSecret
}

/** Make the port of signing keys. The first key is made when it is first asked for. */
export function createSigningKeyStore(parameters: CreateSigningKeyStoreParameters): SigningKeyStore {
  const cache = createCache<readonly StoredSigningKey[]>({ most: 1 })
  const read = async (now: number): Promise<readonly StoredSigningKey[]> => {
    const standing = await listSigningKeys(parameters)
    if (standing.length > 0) return standing
    await startSigningKeys({ ...parameters, at: now })
    return listSigningKeys(parameters)
  }
  return {
    load: async ({ now, isFresh }) => {
      if (isFresh) cache.forget()
      return (await cache.load({ key: 'all', now, read: () => read(now) })) ?? []
    },
    rotate: async (change) => {
      const made = await rotateSigningKey({ ...parameters, ...change })
      cache.forget()
      return made
    },
  }
}
