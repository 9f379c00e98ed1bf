import type { Needs } from './context.ts'

/** Forget a shop's access when it uninstalls the app; its gates stay, should it come back. */
export async function uninstallShop(
  ctx: Needs<'now' | 'shops'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  await ctx.shops.uninstall({ myshopifyDomain, at: ctx.now() })
}
