import type { Database } from './database.ts'

/** The tables whose rows end by themselves, and what names a row. Each has an index that begins with `expires_at`. */
const keys = { nonce: 'value', visit: 'id', rate_limit: 'expires_at, key' } as const

const CALLS_PER_SWEEP = 100

/**
 * Make the sweep of a table, to be called with the present unix second for each row that is added: the first call and
 * every hundredth deletes what has expired, a thousand rows at most.
 */
export function createSweep({
  db,
  table,
}: {
  db: Database
  table: keyof typeof keys
}): (now: number) => Promise<void> {
  const key = keys[table]
  // Rows that another sweep or a consume holds are skipped, so that no two statements can wait for each other.
  const sql = `DELETE FROM ${table} WHERE (${key}) IN (
    SELECT ${key} FROM ${table} WHERE expires_at <= $1 ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`
  let calls = 0
  return async (now) => {
    if (calls++ % CALLS_PER_SWEEP === 0) await db.hot.query(`sweep_${table}`, sql, [now])
  }
}
