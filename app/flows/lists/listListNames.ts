import type { Needs } from '../context.ts'

/**
 * List the ids and names of a shop's lists, for conditions that name one.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listListNames(
  ctx: Needs<'shops' | 'lists'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<{ readonly id: string; readonly name: string }[]> {
  const shop = await ctx.shops.load(myshopifyDomain)
  return ctx.lists.list({ shopId: shop.id })
}
