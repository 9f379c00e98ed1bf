import type { ProductSummary } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'
import { readOrNothing } from './readOrNothing.ts'

/** Maximum of products per request to Shopify. */
const MAX_PRODUCTS = 250

/** Load titles and pictures of up to 250 products. Empty if Shopify does not answer. */
export async function findProducts(
  ctx: Needs<'log' | 'shopify'>,
  { ids }: { ids: readonly number[] },
): Promise<ProductSummary[]> {
  const asked = [...new Set(ids)].slice(0, MAX_PRODUCTS)
  if (asked.length === 0) return []
  return readOrNothing(ctx, { what: 'products', read: () => ctx.shopify.readProducts(asked) })
}
