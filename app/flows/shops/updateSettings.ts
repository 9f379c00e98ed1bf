import type { Shop, ShopSettings } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** Keep what a merchant decides for the whole shop; answers the shop as it stands. */
export async function updateSettings(
  ctx: Needs<'shops'>,
  { myshopifyDomain, settings }: { myshopifyDomain: string; settings: ShopSettings },
): Promise<Shop> {
  const shop = await ctx.shops.load(myshopifyDomain)
  await ctx.shops.set({ shopId: shop.id, settings })
  return { ...shop, settings }
}
