import type { RevokedTokensPort } from '../ports/revokedTokens.ts'
import { createCache } from './createCache.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'

/** No token lives longer than a day, so the sweep may use `expiresAt` minus a day as the current time. */
const LONGEST_TOKEN_SECONDS = 86_400
const MOST_REMEMBERED = 10_000

const ADD = `INSERT INTO revoked_token AS standing (tid, expires_at) VALUES ($1, $2)
  ON CONFLICT (tid) DO UPDATE SET expires_at = GREATEST(standing.expires_at, excluded.expires_at)`
const HAS = 'SELECT 1 AS found FROM revoked_token WHERE tid = $1'

/** Store revoked tokens in the table `revoked_token`. Every hundredth `add` deletes expired ones. */
export function createRevokedTokensPort({ db }: { db: Database }): RevokedTokensPort {
  const sweep = createSweep({ db, table: 'revoked_token' })
  const answers = createCache<boolean>({ most: MOST_REMEMBERED })
  const read = async (tid: string): Promise<boolean> => {
    const rows = await db.hot.query('has_revoked_token', HAS, [tid])
    return rows.length === 1
  }
  return {
    add: async ({ tid, expiresAt }) => {
      await db.hot.query('add_revoked_token', ADD, [tid, expiresAt])
      answers.forget(tid)
      await sweep(expiresAt - LONGEST_TOKEN_SECONDS)
    },
    has: async ({ tid, now }) => (await answers.load({ key: tid, now, read: () => read(tid) })) === true,
  }
}
