import type { Job } from '../../core/job/types.ts'
import type { Database } from '../database.ts'

export type FailJobParameters = Pick<Job, 'id' | 'lockedUntil'> & {
  readonly db: Database
  readonly error: string
  /** Unix seconds. */
  readonly runAt: number
}

const MAX_ERROR = 1000
const SQL = `UPDATE job SET locked_until = 0, attempts = attempts + 1, last_error = $2::text,
    run_at = LEAST(run_at, $3::bigint)
  WHERE id = $1::bigint AND locked_until = $4::bigint`

/** A job has failed and is tried again at `runAt`, or sooner where it was asked for meanwhile; nothing happens where another has claimed it since. */
export async function failJob({ db, id, lockedUntil, error, runAt }: FailJobParameters): Promise<void> {
  await db.hot.query('fail_job', SQL, [id, error.slice(0, MAX_ERROR), runAt, lockedUntil])
}
