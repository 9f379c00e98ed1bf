import type { ShopId } from '../../core/gate/types.ts'
import type { JobKind, JobRow } from '../../core/job/types.ts'
import type { Database } from '../database.ts'

/** List a shop's work: what failed first, then what is due next. */
export async function listJobs({
  db,
  shopId,
  limit,
}: {
  db: Database
  shopId: ShopId
  limit: number
}): Promise<JobRow[]> {
  const rows = await db.prisma.job.findMany({
    where: { shopId },
    orderBy: [{ attempts: 'desc' }, { runAt: 'asc' }, { id: 'asc' }],
    take: limit,
  })
  return rows.map(({ id, kind, key, runAt, attempts, lockedUntil, lastError }) => ({
    id,
    kind: kind as JobKind,
    key,
    runAt: Number(runAt),
    attempts,
    isRunning: lockedUntil > 0n,
    lastError,
  }))
}
