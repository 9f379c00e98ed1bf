import { expect, test } from 'vitest'
import { formatStaffNotes, parseStaffNotes } from '../../app/bigcommerce/staffNotes.ts'

test('default: tags and the earlier status come back, and what staff wrote stays', () => {
  const notes = {
    tags: ['token-gate', 'token-gate-duplicate'],
    heldFrom: 11,
    others: 'Send Saturday\nFragile',
  }
  expect(parseStaffNotes(formatStaffNotes(notes, 'These items were bought without a valid token.'))).toEqual(
    notes,
  )
  expect(parseStaffNotes(null)).toEqual({ tags: [], heldFrom: null, others: '' })
  expect(formatStaffNotes({ tags: [], heldFrom: null, others: 'Fragile' })).toBe('Fragile')
})

test('behavior: staff’s own words about Palisade are theirs', () => {
  const others = 'Palisade held this. Ask Ana.\nPalisade holds this order. Its status was eleven.'
  expect(parseStaffNotes(others)).toEqual({ tags: [], heldFrom: null, others })
})
