import type { SubjectForm } from './form.ts'
import type { Subject } from './types.ts'

const EMPTY = { productIds: [], variants: [], collectionIds: [] } as const

/** Format a subject as a form. */
export function formatSubjectForm(subject: Subject): SubjectForm {
  switch (subject.kind) {
    case 'products':
      return { ...EMPTY, kind: 'products', productIds: subject.ids }
    case 'variants':
      return { ...EMPTY, kind: 'variants', variants: subject.variants }
    case 'collections':
      return { ...EMPTY, kind: 'collections', collectionIds: subject.ids }
    case 'all':
      return { ...EMPTY, kind: 'all' }
  }
}
