import type { Database } from '../database.ts'

const MAX_ERROR = 1000
const SQL = `UPDATE job SET locked_until = 0, attempts = attempts + 1, last_error = $2::text,
    run_at = LEAST(run_at, $3::bigint)
  WHERE id = $1::bigint`

/** A job has failed and is tried again at `runAt`, or sooner where it was asked for meanwhile. */
export async function failJob({
  db,
  id,
  error,
  runAt,
}: {
  db: Database
  id: bigint
  error: string
  runAt: number
}): Promise<void> {
  await db.hot.query('fail_job', SQL, [id, error.slice(0, MAX_ERROR), runAt])
}
