import type { Needs } from '../context.ts'

/**
 * Forget a shop's access when it uninstalls the app; its gates stay, not live, should it come back.
 *
 * A word of an uninstall that is older than the shop's return is nothing to do: webhooks arrive late and more than once.
 */
export async function uninstallShop(
  ctx: Needs<'now' | 'shops'>,
  { myshopifyDomain, triggeredAt }: { myshopifyDomain: string; triggeredAt: number | null },
): Promise<void> {
  const pendingReason = 'The app was uninstalled in the meantime. Press Retry to make this gate live again.'
  await ctx.shops.uninstall({ myshopifyDomain, at: triggeredAt ?? ctx.now(), pendingReason })
}
