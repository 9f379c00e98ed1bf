import { formatCount } from '../list/formatCount.ts'
import type { DraftSubject } from './draft.ts'

/** One product, variant or collection in the subject. */
export type SubjectLineView = {
  readonly id: number
  readonly title: string
  readonly note: string | null
  readonly imageUrl: string | null
}

/** List the draft's chosen subjects of the current kind; empty for all products. */
export function listSubjectLines({ kind, products, variants, collections }: DraftSubject): SubjectLineView[] {
  switch (kind) {
    case 'products':
      return products.map((product) => ({ ...product, note: null }))
    case 'variants':
      return variants.map(({ variantId, title, imageUrl }) => ({
        id: variantId,
        title,
        imageUrl,
        note: null,
      }))
    case 'collections':
      return collections.map(({ id, title, imageUrl, size }) => ({
        id,
        title,
        imageUrl,
        note: size === null ? null : formatCount(size, 'product'),
      }))
    case 'all':
      return []
  }
}

/** Remove one product, variant or collection from the subject. */
export function removeSubject(subject: DraftSubject, id: number): DraftSubject {
  switch (subject.kind) {
    case 'products':
      return { ...subject, products: subject.products.filter((each) => each.id !== id) }
    case 'variants':
      return { ...subject, variants: subject.variants.filter(({ variantId }) => variantId !== id) }
    case 'collections':
      return { ...subject, collections: subject.collections.filter((each) => each.id !== id) }
    case 'all':
      return subject
  }
}
