import type { ShopId } from '../../core/gate/types.ts'
import type { JobKind, JobPayload } from '../../core/job/types.ts'
import type { Database } from '../database.ts'

export type AddJobParameters = {
  readonly db: Database
  readonly shopId: ShopId
  readonly kind: JobKind
  readonly key: string
  readonly payload?: JobPayload
  /** Unix seconds. */
  readonly runAt: number
}

const SQL = `INSERT INTO job AS standing (shop_id, kind, key, payload, run_at)
  VALUES ($1::bigint, $2::text, $3::text, jsonb_strip_nulls($4::jsonb), $5::bigint)
  ON CONFLICT (shop_id, kind, key) DO UPDATE SET
    payload = standing.payload || EXCLUDED.payload,
    run_at = LEAST(standing.run_at, EXCLUDED.run_at),
    version = standing.version + 1`

/** Ask for work, once for each kind and key of a shop. The earlier instant counts; what is null in a payload stays as it was. */
export async function addJob({ db, shopId, kind, key, payload, runAt }: AddJobParameters): Promise<void> {
  await db.hot.query('add_job', SQL, [shopId, kind, key, JSON.stringify(payload ?? {}), runAt])
}
