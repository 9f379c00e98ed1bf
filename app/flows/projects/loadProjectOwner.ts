import type { Shop } from '../../core/gate/shop.ts'
import type { ProjectOwner } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

/** Who asks: a merchant in a shop, or the operator of this server. */
export type ProjectAsker = { readonly myshopifyDomain: string } | 'operator'

/** Load the owner whose projects the asker may see and change. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function loadProjectOwner(
  ctx: Needs<'shops'>,
  { asker }: { asker: ProjectAsker },
): Promise<{ owner: ProjectOwner; shop: Shop | null }> {
  if (asker === 'operator') return { owner: asker, shop: null }
  const shop = await ctx.shops.load(asker.myshopifyDomain)
  return { owner: shop.id, shop }
}
