import type { Subject } from '../core/gate/types.ts'
import { formatCount } from './list/formatCount.ts'
import type { RowSubject } from './views.ts'

/** Summarize a subject for the list: its kind, its size and its first product. */
export function formatRowSubject(subject: Subject): RowSubject {
  switch (subject.kind) {
    case 'products':
      return { kind: subject.kind, count: subject.ids.length, productId: subject.ids[0] ?? null }
    case 'variants':
      return {
        kind: subject.kind,
        count: subject.variants.length,
        productId: subject.variants[0]?.productId ?? null,
      }
    case 'collections':
      return { kind: subject.kind, count: subject.ids.length, productId: null }
    case 'all':
      return { kind: subject.kind, count: 0, productId: null }
  }
}

const NOUNS = { products: 'product', variants: 'variant', collections: 'collection' } as const

/** Format the size of a subject: `2 products`, `1 collection`, `All products`. */
export function formatSubjectCount({ kind, count }: Pick<RowSubject, 'kind' | 'count'>): string {
  return kind === 'all' ? 'All products' : formatCount(count, NOUNS[kind])
}
