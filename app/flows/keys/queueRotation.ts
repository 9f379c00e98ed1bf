import type { ShopId } from '../../core/gate/types.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { findSigningKey } from '../../core/proofKey/findSigningKey.ts'
import type { Needs } from '../context.ts'

/**
 * Queue the `rotate` job if a rotation is in progress: its job is dropped if the shop uninstalls in the middle of it.
 */
export async function queueRotation(
  ctx: Needs<'now' | 'proofKeys' | 'jobs'>,
  { shopId }: { shopId: ShopId },
): Promise<void> {
  const now = ctx.now()
  const keys = await ctx.proofKeys.listStanding({ shopId })
  if (keys.length === 1 && findSigningKey({ keys, now })) return
  await ctx.jobs.add({ shopId, kind: 'rotate', key: WHOLE_SHOP, runAt: now })
}
