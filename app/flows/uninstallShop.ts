import type { Needs } from './context.ts'

/** Forget a shop's access when it uninstalls the app; its gates stay, not live, should it come back. */
export async function uninstallShop(
  ctx: Needs<'now' | 'shops'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const pendingReason = 'The app was uninstalled in the meantime. Press Retry to make this gate live again.'
  await ctx.shops.uninstall({ myshopifyDomain, at: ctx.now(), pendingReason })
}
