import type { StandinCollection, StandinProduct, StandinShop } from './state.ts'

/**
 * Membership of a product in a collection: `whole`, or the ids of variants that are single members, in the product's
 * order; null if it has none.
 */
export function membershipOf(
  collection: StandinCollection,
  product: StandinProduct,
): 'whole' | readonly number[] | null {
  if (collection.productIds.includes(product.id)) return 'whole'
  const ids = product.variants.map(({ id }) => id).filter((id) => collection.variantIds.includes(id))
  return ids.length > 0 ? ids : null
}

/** The products that a collection shows: whole members first, then the products of single variants. */
export function listMembers(shop: StandinShop, collection: StandinCollection): StandinProduct[] {
  const whole = collection.productIds.flatMap((id) => shop.products.get(id) ?? [])
  const parts = [...shop.products.values()].filter((product) =>
    Array.isArray(membershipOf(collection, product)),
  )
  return [...whole, ...parts]
}

/** Whether a variant is in a collection, by itself or with its product. */
export function holdsVariant(
  collection: StandinCollection | undefined,
  product: StandinProduct,
  variantId: number,
): boolean {
  const membership = collection ? membershipOf(collection, product) : null
  return membership === 'whole' || (membership?.includes(variantId) ?? false)
}
