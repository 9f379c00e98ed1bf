import type { Job } from '../../core/job/types.ts'
import type { Database } from '../database.ts'
import { NEVER } from './neverRuns.ts'
import { parseJobRow } from './parseJobRow.ts'

export type ClaimJobsParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly at: number
  readonly lockSeconds: number
  readonly limit: number
}

// A lock that has run out is a process that has died: its job is due again.
const SQL = `WITH due AS (
    SELECT job.id, job.run_at FROM job JOIN shop ON shop.id = job.shop_id AND shop.uninstalled_at IS NULL
    WHERE job.locked_until <= $1::bigint AND (job.run_at <= $1::bigint OR job.locked_until > 0)
    ORDER BY job.run_at, job.id LIMIT $3::int FOR UPDATE OF job SKIP LOCKED
  ), taken AS (
    UPDATE job SET locked_until = $2::bigint, run_at = ${NEVER} FROM due WHERE job.id = due.id
    RETURNING job.*, due.run_at AS was_due
  )
  SELECT taken.id, taken.shop_id, taken.kind, taken.key, taken.payload, taken.attempts, taken.version,
    taken.locked_until, shop.myshopify_domain FROM taken JOIN shop ON shop.id = taken.shop_id ORDER BY taken.was_due, taken.id`

/** Take what is due, oldest first, for so many seconds; of any number of processes one gets it. Of installed shops only. */
export async function claimJobs({ db, at, lockSeconds, limit }: ClaimJobsParameters): Promise<Job[]> {
  const rows = await db.hot.query('claim_jobs', SQL, [at, at + lockSeconds, limit])
  return rows.map(parseJobRow)
}
