import type { Shop } from '../../core/gate/shop.ts'
import type { List } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'
import { findListGates, type ListGate } from './findListGates.ts'

export type ListedList = { readonly list: List; readonly gates: readonly ListGate[] }

/** List a shop's lists by name, each with the gates that name it. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listLists(
  ctx: Needs<'shops' | 'gates' | 'lists'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<{ shop: Shop; lists: ListedList[] }> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const [lists, gates] = await Promise.all([
    ctx.lists.list({ shopId: shop.id }),
    findListGates(ctx, { shopId: shop.id }),
  ])
  return { shop, lists: lists.map((list) => ({ list, gates: gates.get(list.id) ?? [] })) }
}
