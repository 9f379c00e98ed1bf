import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Forget a shop's access when it uninstalls the app; its gates stay, not live, should it come back.
 *
 * A word of an uninstall that is older than the shop's return is nothing to do: webhooks arrive late and more than once.
 */
export async function uninstallShop(
  ctx: Needs<'now' | 'shops'>,
  { shopId, triggeredAt }: { shopId: ShopId; triggeredAt: number | null },
): Promise<void> {
  const pendingReason = 'The app was uninstalled in the meantime. Press Retry to make this gate live again.'
  await ctx.shops.uninstall({ shopId, at: triggeredAt ?? ctx.now(), pendingReason })
}
