import { describe, expect, test } from 'vitest'
import { parseImportLines, parseImportMode, parseListId } from '../../../app/admin/lists/parseListForm.ts'

const invalid = expect.objectContaining({ code: 'ERR_BODY_INVALID' })

describe('parseListForm', () => {
  test('default', () => {
    expect(parseImportMode({ mode: 'add' })).toEqual({ mode: 'add' })
    expect(parseImportLines({ firstLine: 1, lines: [''] })).toEqual({ firstLine: 1, lines: [''] })
    const id = 'a5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c11'
    expect(parseListId(id)).toBe(id)
  })

  test.each([
    {},
    { firstLine: 0, lines: ['a'] },
    { firstLine: 1, lines: [] },
    { firstLine: 1.5, lines: ['a'] },
    { firstLine: 1, lines: [1] },
    { firstLine: 1, lines: ['a'.repeat(501)] },
    { firstLine: 1, lines: Array.from({ length: 2_001 }, () => '') },
    { firstLine: 1, lines: ['a'], shopId: '1' },
  ])('refuses: malformed lines (ERR_BODY_INVALID) %#', (body) => {
    expect(() => parseImportLines(body)).toThrow(invalid)
  })

  test('refuses: an unknown mode (ERR_BODY_INVALID) and an invalid id (ERR_LIST_NOT_FOUND)', () => {
    expect(() => parseImportMode({ mode: 'remove' })).toThrow(invalid)
    for (const id of [undefined, '', '7', 'A5AD9D3C-6A50-4A5F-8B34-6A5D1F7F2C11', "' or 1=1"]) {
      expect(() => parseListId(id)).toThrow(expect.objectContaining({ code: 'ERR_LIST_NOT_FOUND' }))
    }
  })
})
