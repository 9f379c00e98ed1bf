import type { Database } from '../database.ts'

// Rows that somebody writes to at this moment are skipped: they are not broken off.
const SQL = `WITH ended AS (
    DELETE FROM list_import WHERE id IN (
      SELECT id FROM list_import WHERE expires_at <= $1 ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED)
    RETURNING list_id, version
  ) DELETE FROM list_entry AS entry USING ended WHERE entry.list_id = ended.list_id AND entry.version = ended.version`

/** Forget imports that were broken off, ten at most. `now` in unix seconds. */
export async function sweepImports({ db, now }: { db: Database; now: number }): Promise<void> {
  await db.hot.query('sweep_list_imports', SQL, [now])
}
