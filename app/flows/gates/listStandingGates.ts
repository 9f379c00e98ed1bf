import type { Gate, ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** A shop's gates, and deleted ones that products may still carry. */
export async function listStandingGates(
  ctx: Needs<'gates'>,
  { shopId }: { shopId: ShopId },
): Promise<Gate[]> {
  const gates = await ctx.gates.list({ shopId, withDeleted: true })
  return gates.filter(({ deletedAt, publication }) => deletedAt === null || publication.kind === 'pending')
}
