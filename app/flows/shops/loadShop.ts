import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** Load the shop of a merchant. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function loadShop(
  ctx: Needs<'shops'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<Shop> {
  return ctx.shops.load(myshopifyDomain)
}
