import type { Needs } from '../context.ts'

/**
 * Discard an import's lines; the list stays unchanged.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_LIST_NOT_FOUND
 */
export async function cancelListImport(
  ctx: Needs<'shops' | 'lists'>,
  { myshopifyDomain, ...ids }: { myshopifyDomain: string; listId: string; importId: string },
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  await ctx.lists.cancelImport({ shopId, ...ids })
}
