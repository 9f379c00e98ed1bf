import type { ShopId } from '../../core/gate/types.ts'
import type { ConfigSource } from '../../core/publication/composeConfig.ts'
import type { Needs } from '../context.ts'

/** Load the gates and keys that configs are composed from. */
export async function loadConfigSource(
  ctx: Needs<'now' | 'gates' | 'proofKeys'>,
  { shopId }: { shopId: ShopId },
): Promise<ConfigSource> {
  const gates = await ctx.gates.list({ shopId, withDeleted: true })
  const keys = await ctx.proofKeys.list({ shopId })
  const isLimited = gates.some(({ limits, deletedAt }) => limits.total !== null && deletedAt === null)
  const usedUp = isLimited ? await ctx.gates.listUsedUp({ shopId }) : []
  return { gates, keys, usedUp, now: ctx.now() }
}
