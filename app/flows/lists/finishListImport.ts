import type { FinishedListImport } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'

/**
 * Replace a list with an import's addresses, or add them to it, by the import's mode. Idempotent, for a client that got
 * no answer.
 *
 * @throws {ConflictError} ERR_LIST_STALE if the import has ended otherwise
 * @throws {InputError} ERR_LIST_TOO_LARGE, or ERR_LIST_INVALID if it has no address
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function finishListImport(
  ctx: Needs<'now' | 'shops' | 'lists'>,
  { myshopifyDomain, ...ids }: { myshopifyDomain: string; listId: string; importId: string },
): Promise<FinishedListImport> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  return ctx.lists.finishImport({ shopId, ...ids, at: ctx.now() })
}
