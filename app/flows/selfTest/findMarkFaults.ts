import { formatGateMarks, gatesOfProduct, gatesOfVariant, toMark } from '../../core/gate/formatGateMarks.ts'
import { collectionsOf } from '../../core/gate/memberships.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

/** Maximum of products, and of variants, to check: more would take minutes. Reconciling checks the rest. */
const MOST_LOOKED = 100
const MOST_TOLD = 5

/**
 * Find products and variants with wrong marks, among the first hundred of each that gates were written onto. `faults`
 * are sentences.
 */
export async function findMarkFaults(
  ctx: Needs<'gates' | 'collections' | 'shopify'>,
  { shop }: { shop: Shop },
): Promise<{ looked: number; faults: string[] }> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  const take = (ids: readonly number[]) => [...new Set(ids)].slice(0, MOST_LOOKED)
  const productIds = take(gates.flatMap(({ writtenProductIds }) => writtenProductIds))
  const variantIds = take(gates.flatMap(({ writtenVariantIds }) => writtenVariantIds))
  if (productIds.length + variantIds.length === 0) return { looked: 0, faults: [] }
  const memberships = await ctx.collections.find({ shopId: shop.id, productIds })
  const ofVariants = await ctx.collections.findOfVariants({ shopId: shop.id, variantIds })
  const wanted = [
    ...productIds.map((productId) => {
      const collectionIds = collectionsOf({ memberships, productId, variantId: null })
      const own = gatesOfProduct({ gates, productId, collectionIds })
      const value = formatGateMarks({ gates: own.map(toMark), owner: 'product' })
      return { ownerId: `gid://shopify/Product/${productId}`, label: `Product ${productId}`, value }
    }),
    ...variantIds.map((variantId) => {
      const own = gatesOfVariant({
        gates,
        variantId,
        collectionIds: ofVariants.get(variantId) ?? new Set(),
      })
      const value = formatGateMarks({ gates: own.map(toMark), owner: 'variant' })
      return { ownerId: `gid://shopify/ProductVariant/${variantId}`, label: `Variant ${variantId}`, value }
    }),
  ]
  const found = await ctx.shopify.readMetafields(wanted.map(({ ownerId }) => ({ ownerId, key: 'gates' })))
  const faults = wanted.flatMap(({ label, value }, i) => {
    const live = found[i]
    if (live === 'owner-gone' || (live?.value ?? '') === value) return []
    return [`${label} has the mark "${live?.value ?? 'nothing'}" instead of "${value || 'nothing'}".`]
  })
  const more = faults.length - MOST_TOLD
  return {
    looked: wanted.length,
    faults: more > 0 ? [...faults.slice(0, MOST_TOLD), `And ${more} more.`] : faults,
  }
}
