import type { Database } from '../database.ts'

export type SweepVisitsParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly now: number
}

const SQL = `DELETE FROM visit WHERE id IN (
  SELECT id FROM visit WHERE expires_at <= $1 ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`

/** Delete visits that have ended, a thousand at most; wallets are not kept longer. Their grants stay, for settlement. */
export async function sweepVisits({ db, now }: SweepVisitsParameters): Promise<void> {
  await db.hot.query('sweep_visits', SQL, [now])
}
