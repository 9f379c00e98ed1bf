import { parseListName, takenName } from '../../core/list/parseListName.ts'
import type { List } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'

/**
 * Rename a list. Gates keep the name that they were saved with.
 *
 * @throws {InputError} ERR_LIST_INVALID if the name is invalid or taken
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function updateListName(
  ctx: Needs<'now' | 'shops' | 'lists'>,
  { myshopifyDomain, listId, name }: { myshopifyDomain: string; listId: string; name: string },
): Promise<List> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const list = await ctx.lists.rename({ shopId, listId, name: parseListName(name), at: ctx.now() })
  if (list === null) throw takenName()
  return list
}
