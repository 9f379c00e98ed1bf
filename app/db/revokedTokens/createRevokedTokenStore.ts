import { createCache } from '../createCache.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { addRevokedToken } from './addRevokedToken.ts'
import { hasRevokedToken } from './hasRevokedToken.ts'

export type RevokedTokenStore = {
  readonly add: (parameters: { tid: string; expiresAt: number }) => Promise<void>
  readonly has: (parameters: { tid: string; now: number }) => Promise<boolean>
}

/** No token lives longer than a day, so one that would have ended by this much before another's end has ended. */
const LONGEST_TOKEN_SECONDS = 86_400
const MOST_REMEMBERED = 10_000

/** Make the port of tokens that were taken back; every hundredth one sweeps those that have ended anyway. */
export function createRevokedTokenStore({ db }: { db: Database }): RevokedTokenStore {
  const sweep = createSweep({ db, table: 'revoked_token' })
  const answers = createCache<boolean>({ most: MOST_REMEMBERED })
  return {
    add: async ({ tid, expiresAt }) => {
      await addRevokedToken({ db, tid, expiresAt })
      answers.forget(tid)
      await sweep(expiresAt - LONGEST_TOKEN_SECONDS)
    },
    has: async ({ tid, now }) =>
      (await answers.load({ key: tid, now, read: () => hasRevokedToken({ db, tid }) })) === true,
  }
}
