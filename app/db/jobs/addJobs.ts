import type { JobKind, JobPayload } from '../../core/job/types.ts'
import type { Prisma } from '../generated/client.ts'

export type AddJobsParameters = {
  readonly tx: Prisma.TransactionClient
  readonly shopId: bigint
  readonly kind: JobKind
  readonly keys: readonly string[]
  readonly payload?: JobPayload
  /** Unix seconds. */
  readonly runAt: number
}

const SQL = `INSERT INTO job AS standing (shop_id, kind, key, payload, run_at)
  SELECT $1::bigint, $2::text, key, $4::jsonb, $5::bigint FROM unnest($3::text[]) AS key ORDER BY key
  ON CONFLICT (shop_id, kind, key) DO UPDATE SET
    run_at = LEAST(standing.run_at, EXCLUDED.run_at),
    version = standing.version + 1`

/**
 * Ask for work in the transaction that makes it necessary, so that a process that ends now does not forget it. As
 * `addJob`, but work that waits already keeps its payload. One statement.
 */
export async function addJobs(parameters: AddJobsParameters): Promise<void> {
  const { tx, shopId, kind, keys, payload = {}, runAt } = parameters
  if (keys.length === 0) return
  await tx.$executeRawUnsafe(SQL, shopId, kind, keys, JSON.stringify(payload), runAt)
}
