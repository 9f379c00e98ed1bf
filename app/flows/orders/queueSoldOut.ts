import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Publish the gates whose total is used up now, or may have been until now: card and checkout say so. Others cost one
 * statement and no publication.
 */
export async function queueSoldOut(
  ctx: Needs<'now' | 'reservations' | 'jobs'>,
  { shopId, gates }: { shopId: ShopId; gates: readonly number[] },
): Promise<void> {
  if (gates.length === 0) return
  for (const { gate, committed, total } of await ctx.reservations.counts({ shopId, gates })) {
    if (total === null || committed < total - 1) continue
    await ctx.jobs.add({ shopId, kind: 'publish', key: String(gate), runAt: ctx.now() })
  }
}
