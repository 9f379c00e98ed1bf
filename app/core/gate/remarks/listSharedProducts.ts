import type { Subject } from '../types.ts'

/**
 * List the products that two subjects share; null if they share none. Empty if both are about all products, or share
 * a collection whose products are not known.
 */
export function listSharedProducts({
  subject,
  ids,
  other,
  collectionsOf,
}: {
  readonly subject: Subject
  /** The subject's products, as far as known. */
  readonly ids: readonly number[]
  readonly other: Subject
  /** Collections of these products, among those that gates are about. */
  readonly collectionsOf: ReadonlyMap<number, ReadonlySet<number>>
}): number[] | null {
  if (subject.kind === 'all' || other.kind === 'all') return [...ids]
  if (subject.kind === 'variants' && other.kind === 'variants') {
    const theirs = new Set(other.variants.map(({ variantId }) => variantId))
    const shared = subject.variants.filter(({ variantId }) => theirs.has(variantId))
    return shared.length > 0 ? shared.map(({ productId }) => productId) : null
  }
  const isShared = (id: number) => {
    if (other.kind === 'products') return other.ids.includes(id)
    if (other.kind === 'variants') return other.variants.some(({ productId }) => productId === id)
    return other.ids.some((collectionId) => collectionsOf.get(id)?.has(collectionId))
  }
  const shared = ids.filter(isShared)
  if (shared.length > 0) return shared
  const isSame =
    subject.kind === 'collections' &&
    other.kind === 'collections' &&
    subject.ids.some((id) => other.ids.includes(id))
  return isSame ? [] : null
}
