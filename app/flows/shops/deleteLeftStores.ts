import type { Needs } from '../context.ts'

/** As long as Shopify waits before it asks for the deletion of a shop's data. Seconds. */
const KEPT_SECONDS = 48 * 3600

/** Delete all data of BigCommerce stores that uninstalled the app two days ago. Shopify asks for it, BigCommerce does not. */
export async function deleteLeftStores(ctx: Needs<'now' | 'privacy'>): Promise<void> {
  await ctx.privacy.deleteLeftStores({ leftBy: ctx.now() - KEPT_SECONDS })
}
