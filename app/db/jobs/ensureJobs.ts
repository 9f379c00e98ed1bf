import type { JobKind } from '../../core/job/types.ts'
import type { Database } from '../database.ts'

const SQL = `INSERT INTO job (shop_id, kind, key, run_at)
  SELECT shop.id, $1::text, $2::text, $3::bigint FROM shop WHERE shop.uninstalled_at IS NULL
  ON CONFLICT (shop_id, kind, key) DO NOTHING`

/** Make sure that every installed shop has this work waiting; where it waits already it stays as it is. */
export async function ensureJobs({
  db,
  kind,
  key,
  runAt,
}: {
  db: Database
  kind: JobKind
  key: string
  runAt: number
}): Promise<void> {
  await db.hot.query('ensure_jobs', SQL, [kind, key, runAt])
}
