import type { Subject } from './types.ts'

export type IsAboutParameters = {
  readonly subject: Subject
  readonly productId: number
  /** Null for the product as such. */
  readonly variantId: number | null
  /** The collections that contain it, among those that gates are about. */
  readonly collectionIds: ReadonlySet<number>
}

/**
 * Whether a gate is about a product or its variant. A variant's gate is not about the product as such.
 *
 * A shopper may send a product and a variant that do not belong together, so both are compared.
 */
export function isAbout({ subject, productId, variantId, collectionIds }: IsAboutParameters): boolean {
  switch (subject.kind) {
    case 'all':
      return true
    case 'products':
      return subject.ids.includes(productId)
    case 'variants':
      return subject.variants.some((one) => one.productId === productId && one.variantId === variantId)
    case 'collections':
      return subject.ids.some((id) => collectionIds.has(id))
  }
}

/** List the products that a subject names itself; empty for collections, whose products Shopify has, and for all. */
export function listSubjectProducts(subject: Subject): number[] {
  if (subject.kind === 'products') return [...subject.ids]
  if (subject.kind === 'variants') return sortUnique(subject.variants.map(({ productId }) => productId))
  return []
}

/** The variants a subject names. */
export function listSubjectVariants(subject: Subject): number[] {
  return subject.kind === 'variants' ? sortUnique(subject.variants.map(({ variantId }) => variantId)) : []
}

/** The collections that gates are about. */
export function listSubjectCollections(gates: readonly { readonly subject: Subject }[]): number[] {
  return sortUnique(gates.flatMap(({ subject }) => (subject.kind === 'collections' ? subject.ids : [])))
}

/** Numbers ascending, each once. */
export function sortUnique(numbers: Iterable<number>): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}
