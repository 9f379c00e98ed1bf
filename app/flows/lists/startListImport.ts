import type { ListImport, ListImportMode } from '../../core/list/types.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'

/**
 * Begin to import addresses into a list. Nobody sees any of them before the import is finished, and an import of the
 * same list that is not finished ends.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function startListImport(
  ctx: Needs<'now' | 'randomHex' | 'shops' | 'lists'>,
  { myshopifyDomain, listId, mode }: { myshopifyDomain: string; listId: string; mode: ListImportMode },
): Promise<ListImport> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  return ctx.lists.startImport({
    shopId,
    listId,
    id: formatUuid(ctx.randomHex(16)),
    mode,
    now: ctx.now(),
  })
}
