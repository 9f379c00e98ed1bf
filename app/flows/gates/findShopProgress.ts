import type { Shop } from '../../core/gate/shop.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { findProgress, type Progress } from '../../core/publication/findProgress.ts'
import { parseTargets } from '../../core/publication/targets.ts'
import type { Needs } from '../context.ts'

/** Find the progress of the job that publishes several gates of a shop; null if there is no such job. */
export async function findShopProgress(
  ctx: Needs<'gates' | 'jobs'>,
  { shop: { id: shopId } }: { shop: Shop },
): Promise<Progress | null> {
  const job = await ctx.jobs.find({ shopId, kind: 'publish', key: WHOLE_SHOP })
  if (!job) return null
  const numbers = parseTargets(job.payload).map(({ number }) => number)
  return findProgress({ job, gates: await ctx.gates.find({ shopId, numbers }) })
}
