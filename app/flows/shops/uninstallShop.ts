import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Delete a shop's tokens when it uninstalls the app. Its gates stay, unpublished, for a later install.
 *
 * An uninstall that is older than the latest install is ignored: webhooks arrive late and more than once.
 */
export async function uninstallShop(
  ctx: Needs<'now' | 'shops'>,
  { shopId, triggeredAt }: { shopId: ShopId; triggeredAt: number | null },
): Promise<void> {
  const pendingReason = 'The app was uninstalled in the meantime. Press Retry to make this gate live again.'
  await ctx.shops.uninstall({ shopId, at: triggeredAt ?? ctx.now(), pendingReason })
}
