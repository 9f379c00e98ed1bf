import { PalisadeError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import type { ExclusiveProduct } from '../../core/gate/closing.ts'
import type { Needs } from '../context.ts'
import { ENDED_LOGIN } from './closeProducts.ts'

type ClosedProduct = Pick<ExclusiveProduct, 'id' | 'status'>

/**
 * Give closed products the status that they had. Of `products`, only those that carry a gate of the shop and are drafts
 * are changed. A product that Shopify refuses does not stop the others: each is tried.
 *
 * Answers how many are back on sale, and which are still drafts.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST, if none
 * could be given back
 */
export async function undoClosing(
  ctx: Needs<'shops' | 'gates' | 'shopify'>,
  { myshopifyDomain, products }: { myshopifyDomain: string; products: readonly ClosedProduct[] },
): Promise<{
  readonly count: number
  readonly left: readonly number[]
  /** Why; null if none is left. */
  readonly failure: string | null
}> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gates = await ctx.gates.list({ shopId: shop.id })
  const gated = new Set(gates.flatMap(({ writtenProductIds }) => writtenProductIds))
  const asked = products.filter(({ id }) => gated.has(id))
  const found = asked.length === 0 ? [] : await ctx.shopify.readProducts(asked.map(({ id }) => id))
  const drafts = asked.filter((_, i) => found[i]?.status === 'DRAFT')
  const refused: { readonly id: number; readonly error: unknown }[] = []
  for (const { id, status } of drafts) {
    try {
      await ctx.shopify.setProductStatus({ productId: id, status })
    } catch (error) {
      if (!(error instanceof PalisadeError || error instanceof Response)) throw error
      refused.push({ id, error })
    }
  }
  const [first] = refused
  const count = drafts.length - refused.length
  // After an ended login the caller may log in and begin again.
  if (first && count === 0) throw first.error
  return { count, left: refused.map(({ id }) => id), failure: first ? describeReason(first.error) : null }
}

function describeReason(error: unknown): string {
  return error instanceof PalisadeError ? formatError(error) : ENDED_LOGIN
}
