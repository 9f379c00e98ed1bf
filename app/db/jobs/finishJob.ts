import type { Database } from '../database.ts'

const DONE = 'DELETE FROM job WHERE id = $1::bigint AND version = $2::int'
const AGAIN = `UPDATE job SET locked_until = 0, attempts = 0, last_error = NULL
  WHERE id = $1::bigint AND version <> $2::int`

/** A job is done. What was asked for while it ran stays and runs when it is due. */
export async function finishJob({
  db,
  id,
  version,
}: {
  db: Database
  id: bigint
  version: number
}): Promise<void> {
  await db.hot.query('job_done', DONE, [id, version])
  await db.hot.query('job_again', AGAIN, [id, version])
}
