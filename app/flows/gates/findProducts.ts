import type { ProductSummary } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'
import { readOrNothing } from './readOrNothing.ts'

/** Shopify answers for this many products in one request. */
const MAX_PRODUCTS = 250

/** Find how a merchant knows products: title and picture. Empty where Shopify does not answer. */
export async function findProducts(
  ctx: Needs<'shopify'>,
  { ids }: { ids: readonly number[] },
): Promise<ProductSummary[]> {
  const asked = [...new Set(ids)].slice(0, MAX_PRODUCTS)
  if (asked.length === 0) return []
  return readOrNothing({ what: 'products', read: () => ctx.shopify.readProducts(asked) })
}
