import type { ExclusiveProduct } from '../../core/gate/closing.ts'
import type { Needs } from '../context.ts'

/**
 * Give closed products the status that they had. Of `products`, only those that carry a gate of the shop and are drafts
 * are changed. Answers their number.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function undoClosing(
  ctx: Needs<'shops' | 'gates' | 'shopify'>,
  {
    myshopifyDomain,
    products,
  }: { myshopifyDomain: string; products: readonly Pick<ExclusiveProduct, 'id' | 'status'>[] },
): Promise<number> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gates = await ctx.gates.list({ shopId: shop.id })
  const gated = new Set(gates.flatMap(({ writtenProductIds }) => writtenProductIds))
  const asked = products.filter(({ id }) => gated.has(id))
  const found = asked.length === 0 ? [] : await ctx.shopify.readProducts(asked.map(({ id }) => id))
  const drafts = asked.filter((_, i) => found[i]?.status === 'DRAFT')
  for (const { id, status } of drafts) await ctx.shopify.setProductStatus({ productId: id, status })
  return drafts.length
}
