import type { ListImport, ListImportMode } from '../../core/list/types.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'

/**
 * Start an import into a list. Its addresses take effect when it is finished. An unfinished import of the same list is
 * ended.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function startListImport(
  ctx: Needs<'now' | 'createRandomHex' | 'shops' | 'lists'>,
  { myshopifyDomain, listId, mode }: { myshopifyDomain: string; listId: string; mode: ListImportMode },
): Promise<ListImport> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  return ctx.lists.startImport({
    shopId,
    listId,
    id: formatUuid(ctx.createRandomHex(16)),
    mode,
    now: ctx.now(),
  })
}
