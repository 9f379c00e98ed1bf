import type { Database } from '../database.ts'

export type AddRevokedTokenParameters = {
  readonly db: Database
  readonly tid: string
  /** When the token would have ended, unix seconds. */
  readonly expiresAt: number
}

const SQL = `INSERT INTO revoked_token AS standing (tid, expires_at) VALUES ($1, $2)
  ON CONFLICT (tid) DO UPDATE SET expires_at = GREATEST(standing.expires_at, excluded.expires_at)`

/** Take a token back, until it would have ended. */
export async function addRevokedToken({ db, tid, expiresAt }: AddRevokedTokenParameters): Promise<void> {
  await db.hot.query('add_revoked_token', SQL, [tid, expiresAt])
}
