import type { Database } from '../database.ts'

export type SweepNoncesParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly now: number
}

// Rows that another sweep or a consume holds are skipped, so that no two statements can wait for each other.
const SQL = `DELETE FROM nonce WHERE value IN (
  SELECT value FROM nonce WHERE expires_at <= $1 ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`

/** Delete nonces that have expired, a thousand at most. */
export async function sweepNonces({ db, now }: SweepNoncesParameters): Promise<void> {
  await db.hot.query('sweep_nonces', SQL, [now])
}
