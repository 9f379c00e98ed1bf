import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

const DAY = 86_400

/** Delete what was found out about orders that are older than the operator keeps them; nothing if they are kept for ever. */
export async function deleteOldOrders(
  ctx: Needs<'now' | 'settlements' | 'keptOrderDays'>,
  { shop }: { shop: Shop },
): Promise<void> {
  if (ctx.keptOrderDays === null) return
  await ctx.settlements.deleteOld({ shopId: shop.id, before: ctx.now() - ctx.keptOrderDays * DAY })
}
