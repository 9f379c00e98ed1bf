/** What is in a collection: a whole product, by its id, or one variant alone, as `product/variant`. */
export type MemberKey = number | `${number}/${number}`

/** The collections that gates are about, by what is in them. */
export type Memberships = ReadonlyMap<MemberKey, ReadonlySet<number>>

/** A variant that is in a collection by itself, without the rest of its product. */
export type SingleVariant = { readonly productId: number; readonly variantId: number }

/** Name a single variant among memberships. The product is part of it: a shopper may name a variant beside any product. */
export function formatSingleVariant({ productId, variantId }: SingleVariant): MemberKey {
  return `${productId}/${variantId}`
}

/** The collections that a product's variant is in, by itself or with its product; without a variant, the product's own. */
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

/** The collections that anything of a product is in, by product: what its page shows. */
export function groupByProduct(memberships: Memberships): Map<number, Set<number>> {
  const grouped = new Map<number, Set<number>>()
  for (const [key, collectionIds] of memberships) {
    const productId = typeof key === 'number' ? key : Number(key.split('/')[0])
    grouped.set(productId, new Set([...(grouped.get(productId) ?? NONE), ...collectionIds]))
  }
  return grouped
}

const NONE: ReadonlySet<number> = new Set()
