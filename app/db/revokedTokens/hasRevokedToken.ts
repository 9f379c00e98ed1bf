import type { Database } from '../database.ts'

export type HasRevokedTokenParameters = { readonly db: Database; readonly tid: string }

const SQL = 'SELECT 1 AS found FROM revoked_token WHERE tid = $1'

/** Whether a token was taken back. */
export async function hasRevokedToken({ db, tid }: HasRevokedTokenParameters): Promise<boolean> {
  const rows = await db.hot.query('has_revoked_token', SQL, [tid])
  return rows.length === 1
}
