import { expect, test } from 'vitest'
import type { DraftSubject } from '../../../app/admin/editor/draft.ts'
import { listSubjectLines, removeSubject } from '../../../app/admin/editor/subjectLines.ts'

const subject: DraftSubject = {
  kind: 'products',
  products: [{ id: 8101, title: 'Varsity Jacket', imageUrl: null }],
  variants: [{ productId: 8101, variantId: 9101, title: 'Varsity Jacket - M', imageUrl: null }],
  collections: [{ id: 5, title: 'Drops', imageUrl: null, size: 1 }],
}
const kinds = ['products', 'variants', 'collections', 'all'] as const

test('default: only the chosen items of the kind', () => {
  expect(kinds.map((kind) => listSubjectLines({ ...subject, kind }).map(({ id }) => id))).toEqual([
    [8101],
    [9101],
    [5],
    [],
  ])
})

test('behavior: a collection shows its number of products, if known', () => {
  const note = (size: number | null) =>
    listSubjectLines({
      ...subject,
      kind: 'collections',
      collections: [{ id: 5, title: '', imageUrl: null, size }],
    })[0]?.note
  expect(note(1)).toBe('1 product')
  expect(note(null)).toBeNull()
})

test('behavior: removing an item of one kind keeps the other kinds', () => {
  const left = removeSubject({ ...subject, kind: 'variants' }, 9101)
  expect(left.variants).toEqual([])
  expect(left.products).toEqual(subject.products)
  expect(removeSubject({ ...subject, kind: 'all' }, 8101)).toEqual({ ...subject, kind: 'all' })
})
