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
  return { gates, keys, now: ctx.now() }
}
