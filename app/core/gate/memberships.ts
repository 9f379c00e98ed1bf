/** A member of a collection: a whole product, by its id, or a single variant, as `product/variant`. */
export type MemberKey = number | `${number}/${number}`

/** The collections that gates are about, by member. */
export type Memberships = ReadonlyMap<MemberKey, ReadonlySet<number>>

/** A variant that is in a collection by itself, without the rest of its product. */
export type SingleVariant = { readonly productId: number; readonly variantId: number }

/** Format the key of a single variant. It has the product, because a shopper may send a variant with any product. */
export function formatSingleVariant({ productId, variantId }: SingleVariant): MemberKey {
  return `${productId}/${variantId}`
}

/**
 * The collections that a product's variant is in, by itself or with its product; without a variant, the product's own.
 */
export function collectionsOf({
  memberships,
  productId,
  variantId,
}: {
  memberships: Memberships
  productId: number
  variantId: number | null
}): ReadonlySet<number> {
  const whole = memberships.get(productId) ?? NONE
  if (variantId === null) return whole
  return new Set([...whole, ...(memberships.get(formatSingleVariant({ productId, variantId })) ?? NONE)])
}

/** Group by product the collections that contain it or any of its variants. The product's page shows them. */
export function listByProduct(memberships: Memberships): Map<number, Set<number>> {
  const grouped = new Map<number, Set<number>>()
  for (const [key, collectionIds] of memberships) {
    const productId = typeof key === 'number' ? key : Number(key.split('/')[0])
    grouped.set(productId, new Set([...(grouped.get(productId) ?? NONE), ...collectionIds]))
  }
  return grouped
}

const NONE: ReadonlySet<number> = new Set()
