import type { Job } from '../../core/job/types.ts'
import type { Database } from '../database.ts'

export type RenewJobParameters = Pick<Job, 'id' | 'lockedUntil'> & {
  readonly db: Database
  /** Unix seconds. */
  readonly until: number
}

const SQL = `UPDATE job SET locked_until = $3::bigint WHERE id = $1::bigint AND locked_until = $2::bigint
  RETURNING id`

/** Keep a job for longer; false where another has claimed it since. */
export async function renewJob({ db, id, lockedUntil, until }: RenewJobParameters): Promise<boolean> {
  const rows = await db.hot.query('renew_job', SQL, [id, lockedUntil, until])
  return rows.length > 0
}
