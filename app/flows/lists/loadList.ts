import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { findListGates } from './findListGates.ts'
import type { ListedList } from './listLists.ts'

/**
 * Load a list with the gates that name it, for its admin page.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function loadList(
  ctx: Needs<'shops' | 'gates' | 'lists'>,
  { myshopifyDomain, listId }: { myshopifyDomain: string; listId: string },
): Promise<ListedList & { readonly shop: Shop }> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const list = await ctx.lists.load({ shopId: shop.id, listId })
  const gates = await findListGates(ctx, { shopId: shop.id })
  return { shop, list, gates: gates.get(listId) ?? [] }
}
