import type { StandinCollection, StandinProduct, StandinShop } from './state.ts'

/**
 * How a product is in a collection: `whole`, or by the ids of the variants that are in it alone, in the product's order;
 * null where nothing of it is.
 */
export function membershipOf(
  collection: StandinCollection,
  product: StandinProduct,
): 'whole' | readonly number[] | null {
  if (collection.productIds.includes(product.id)) return 'whole'
  const ids = product.variants.map(({ id }) => id).filter((id) => collection.variantIds.includes(id))
  return ids.length > 0 ? ids : null
}

/** The products that a collection shows: those that are in it whole, then those of its single variants. */
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
