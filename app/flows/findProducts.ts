import type { Needs } from './context.ts'
import type { ProductSummary } from './shopifyPort.ts'

/** Shopify answers for this many products in one request. */
const MAX_PRODUCTS = 250

/**
 * Find how a merchant knows products: title and picture. Empty where Shopify does not answer.
 *
 * A picture is never a reason to fail a page, so whatever goes wrong is only written down.
 */
export async function findProducts(
  ctx: Needs<'shopify'>,
  { ids }: { ids: readonly number[] },
): Promise<ProductSummary[]> {
  const asked = [...new Set(ids)].slice(0, MAX_PRODUCTS)
  if (asked.length === 0) return []
  try {
    const found = await ctx.shopify.readProducts(asked)
    return found.filter((product) => product !== null)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'Shopify asked for a new login.'
    console.warn(`products could not be read: ${why}`)
    return []
  }
}
