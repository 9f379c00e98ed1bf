import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** Delete everything of a shop that has left; of one that is installed again, nothing. */
export async function forgetShop(ctx: Needs<'privacy'>, { shopId }: { shopId: ShopId }): Promise<void> {
  await ctx.privacy.forgetShop({ shopId })
}
