import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** Compare counters of uses with the uses themselves. The operator reads which were wrong; they are right afterwards. */
export async function checkUses(
  ctx: Needs<'now' | 'log' | 'reservations'>,
  { shop }: { shop: Shop },
): Promise<void> {
  const gates = await ctx.reservations.checkUses({ shopId: shop.id, at: ctx.now() })
  if (gates.length === 0) return
  ctx.log.warn(
    `The uses of these gates were not counted right, and are now: ${gates.join(', ')}. It may follow an upgrade.`,
    { shop: shop.myshopifyDomain },
  )
}
