import type { Job } from '../../core/job/types.ts'
import type { Database } from '../database.ts'

export type FinishJobParameters = Pick<Job, 'id' | 'version' | 'lockedUntil'> & { readonly db: Database }

const DONE = 'DELETE FROM job WHERE id = $1::bigint AND version = $2::int AND locked_until = $3::bigint'
const AGAIN = `UPDATE job SET locked_until = 0, attempts = 0, last_error = NULL
  WHERE id = $1::bigint AND version <> $2::int AND locked_until = $3::bigint`

/** A job is done; nothing happens where another has claimed it since. What was asked for while it ran stays and runs when it is due. */
export async function finishJob({ db, id, version, lockedUntil }: FinishJobParameters): Promise<void> {
  await db.hot.query('job_done', DONE, [id, version, lockedUntil])
  await db.hot.query('job_again', AGAIN, [id, version, lockedUntil])
}
