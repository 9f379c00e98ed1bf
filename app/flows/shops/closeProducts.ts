import { PalisadeError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import type { ExclusiveProduct } from '../../core/gate/closing.ts'
import type { Needs } from '../context.ts'
import { listExclusiveProducts } from './listExclusiveProducts.ts'

/** Why a product was not changed, if Shopify took the login back between two of them. */
export const ENDED_LOGIN = 'Shopify ended the login of Palisade. Try again in a moment.'

/**
 * Make exclusive products drafts, before the shop uninstalls the app. Of `ids`, only those that are still exclusive and
 * for sale are changed. Answers the changed ones, as they were: also if Shopify refuses one after others, because they
 * could not be undone otherwise.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function closeProducts(
  ctx: Needs<'now' | 'shops' | 'gates' | 'shopify'>,
  { myshopifyDomain, ids }: { myshopifyDomain: string; ids: readonly number[] },
): Promise<{
  readonly products: readonly ExclusiveProduct[]
  /** Why the rest is still for sale; null if all are closed. */
  readonly failure: string | null
}> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { products } = await listExclusiveProducts(ctx, { shop })
  const chosen = products.filter(({ id }) => ids.includes(id))
  for (const [i, { id }] of chosen.entries()) {
    try {
      await ctx.shopify.setProductStatus({ productId: id, status: 'DRAFT' })
    } catch (error) {
      // The first one leaves nothing half done. After an ended login the caller may log in and begin again.
      const isKnown = error instanceof PalisadeError || error instanceof Response
      if (i === 0 || !isKnown) throw error
      const reason = error instanceof PalisadeError ? formatError(error) : ENDED_LOGIN
      return { products: chosen.slice(0, i), failure: reason }
    }
  }
  return { products: chosen, failure: null }
}
