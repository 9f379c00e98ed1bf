import type { Needs } from '../context.ts'

/**
 * Forget what an import brought so far; the list stays as it was.
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
