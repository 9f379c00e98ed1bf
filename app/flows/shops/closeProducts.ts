import type { ExclusiveProduct } from '../../core/gate/closing.ts'
import type { Needs } from '../context.ts'
import { listExclusiveProducts } from './listExclusiveProducts.ts'

/**
 * Make exclusive products drafts, before the shop uninstalls the app. Of `ids`, only those that are still exclusive and
 * for sale are changed. Answers the changed ones, as they were.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function closeProducts(
  ctx: Needs<'now' | 'shops' | 'gates' | 'shopify'>,
  { myshopifyDomain, ids }: { myshopifyDomain: string; ids: readonly number[] },
): Promise<readonly ExclusiveProduct[]> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { products } = await listExclusiveProducts(ctx, { shop })
  const chosen = products.filter(({ id }) => ids.includes(id))
  for (const { id } of chosen) await ctx.shopify.setProductStatus({ productId: id, status: 'DRAFT' })
  return chosen
}
