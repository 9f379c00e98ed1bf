import type { Shop } from '../../core/gate/shop.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { formatTargets } from '../../core/publication/targets.ts'
import type { PublishTarget } from '../../core/publication/types.ts'
import type { Needs } from '../context.ts'

/** Queue a job that publishes gates together. If one is queued already, the gates are added to it. */
export async function queuePublication(
  ctx: Needs<'now' | 'jobs'>,
  { shop, targets }: { shop: Shop; targets: readonly PublishTarget[] },
): Promise<void> {
  const payload = formatTargets(targets)
  await ctx.jobs.add({ shopId: shop.id, kind: 'publish', key: WHOLE_SHOP, payload, runAt: ctx.now() })
}
