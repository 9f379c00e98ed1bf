import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** Find out whether anybody may look up the uses of one of the shop's gates. */
export async function hasPublicUses(ctx: Needs<'gates'>, { shop }: { shop: Shop }): Promise<boolean> {
  const { gates } = await ctx.gates.listReadable({ shopId: shop.id })
  return gates.some(({ showsUses, limits }) => showsUses && limits.perToken !== null)
}
