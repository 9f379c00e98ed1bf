import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** Delete all data of a shop that has uninstalled the app; nothing if it has installed the app again. */
export async function deleteShop(ctx: Needs<'privacy'>, { shopId }: { shopId: ShopId }): Promise<void> {
  await ctx.privacy.deleteShop({ shopId })
}
