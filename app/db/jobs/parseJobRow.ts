import type { ShopId } from '../../core/gate/types.ts'
import type { Job, JobKind, JobPayload } from '../../core/job/types.ts'
import type { HotRow } from '../database.ts'

/** Read a job as `claimJobs` gives it; only this folder writes them. */
export function parseJobRow(row: HotRow): Job {
  return {
    id: BigInt(row.id as string | number),
    shopId: BigInt(row.shop_id as string | number) as ShopId,
    myshopifyDomain: String(row.myshopify_domain),
    kind: String(row.kind) as JobKind,
    key: String(row.key),
    payload: row.payload as JobPayload,
    attempts: Number(row.attempts),
    version: Number(row.version),
    lockedUntil: Number(row.locked_until),
  }
}
