import type { Needs } from '../context.ts'

/**
 * The names of a shop's lists of wallets, for the conditions that can name them.
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
