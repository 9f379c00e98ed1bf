import type { ApiCaller, ApiKey } from '../../core/project/types.ts'
import type { Cache } from '../createCache.ts'
import type { Database } from '../database.ts'
import { type CreateApiKeyParameters, createApiKey } from './createApiKey.ts'
import { type EndApiKeyParameters, endApiKey } from './endApiKey.ts'
import { findApiKey } from './findApiKey.ts'
import { type ListApiKeysParameters, listApiKeys } from './listApiKeys.ts'

export type ApiKeyStore = {
  readonly find: (parameters: { hash: string; now: number }) => Promise<ApiCaller | null>
  readonly list: (parameters: Omit<ListApiKeysParameters, 'db'>) => Promise<ApiKey[]>
  readonly create: (parameters: Omit<CreateApiKeyParameters, 'db'>) => Promise<ApiKey>
  readonly end: (parameters: Omit<EndApiKeyParameters, 'db'>) => Promise<ApiKey>
}

export type CreateApiKeyStoreParameters = { readonly db: Database; readonly callers: Cache<ApiCaller> }

/** Make the API key port. A key that ends does so to the second, also where it is remembered. */
export function createApiKeyStore({ db, callers }: CreateApiKeyStoreParameters): ApiKeyStore {
  return {
    find: async ({ hash, now }) => {
      const caller = await callers.load({ key: hash, now, read: () => findApiKey({ db, hash }) })
      if (caller === null) return null
      const { endsAt } = caller.key
      return endsAt === null || endsAt > now ? caller : null
    },
    list: (parameters) => listApiKeys({ db, ...parameters }),
    create: (parameters) => createApiKey({ db, ...parameters }),
    end: async (parameters) => {
      const key = await endApiKey({ db, ...parameters })
      callers.forget()
      return key
    },
  }
}
