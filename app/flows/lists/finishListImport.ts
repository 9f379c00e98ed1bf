import type { FinishedListImport } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'

/**
 * Let what an import brought be the list from now on, or join it. Whoever got no answer may ask once more.
 *
 * @throws {ConflictError} ERR_LIST_STALE when the import has ended otherwise
 * @throws {InputError} ERR_LIST_TOO_LARGE, or ERR_LIST_INVALID when it brought no address
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function finishListImport(
  ctx: Needs<'now' | 'shops' | 'lists'>,
  { myshopifyDomain, ...ids }: { myshopifyDomain: string; listId: string; importId: string },
): Promise<FinishedListImport> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  return ctx.lists.finishImport({ shopId, ...ids, at: ctx.now() })
}
