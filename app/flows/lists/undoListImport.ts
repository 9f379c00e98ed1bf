import type { List } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'

export type UndoListImportParameters = {
  readonly myshopifyDomain: string
  readonly listId: string
  /** The list's `updatedAt` when staff opened its page. */
  readonly openedAt: number
}

/**
 * Restore a list as it was before its last import.
 *
 * @throws {ConflictError} ERR_LIST_STALE if it has changed since, or there is nothing to undo
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function undoListImport(
  ctx: Needs<'now' | 'shops' | 'lists'>,
  { myshopifyDomain, listId, openedAt }: UndoListImportParameters,
): Promise<List> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  return ctx.lists.undoImport({ shopId, listId, expectedUpdatedAt: openedAt, at: ctx.now() })
}
