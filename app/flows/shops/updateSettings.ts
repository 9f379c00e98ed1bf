import type { Shop, ShopSettings } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** Store a shop's settings; returns the shop with them. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function updateSettings(
  ctx: Needs<'shops'>,
  { myshopifyDomain, settings }: { myshopifyDomain: string; settings: ShopSettings },
): Promise<Shop> {
  const shop = await ctx.shops.load(myshopifyDomain)
  await ctx.shops.set({ shopId: shop.id, settings })
  return { ...shop, settings }
}
