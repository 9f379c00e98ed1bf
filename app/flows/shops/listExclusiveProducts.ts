import type { ExclusiveProduct, Leaving } from '../../core/gate/closing.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isExclusiveAt } from '../../core/gate/standing.ts'
import { sortUnique } from '../../core/gate/subject.ts'
import type { Needs } from '../context.ts'

/** Maximum of products per request to Shopify. */
const MOST = 250

/**
 * List the products that everyone could buy if the shop uninstalled the app now: those that carry an exclusive gate, and
 * that sales channels show.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function listExclusiveProducts(
  ctx: Needs<'now' | 'gates' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<Leaving> {
  const now = ctx.now()
  const gates = (await ctx.gates.list({ shopId: shop.id })).filter((gate) => isExclusiveAt({ gate, now }))
  const ids = sortUnique(gates.flatMap(({ writtenProductIds }) => writtenProductIds))
  const found = ids.length === 0 ? [] : await ctx.shopify.readProducts(ids.slice(0, MOST))
  const products = found.flatMap((product): ExclusiveProduct[] => {
    if (!product || (product.status !== 'ACTIVE' && product.status !== 'UNLISTED')) return []
    return [{ id: product.id, title: product.title, status: product.status }]
  })
  return {
    products: products.sort((one, other) => one.title.localeCompare(other.title)),
    isWholeShop: gates.some(({ subject }) => subject.kind === 'all'),
    isPartial: ids.length > MOST,
  }
}
