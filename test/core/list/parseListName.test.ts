import { describe, expect, test } from 'vitest'
import { parseListName } from '../../../app/core/list/parseListName.ts'

describe('parseListName', () => {
  test('default', () => {
    expect(parseListName('  Ünï 🦊 ')).toBe('Ünï 🦊')
    expect(parseListName('🦊'.repeat(64))).toBe('🦊'.repeat(64))
  })

  test.each(['', '   ', 'a'.repeat(65), 'two\nlines', 'turned \u202e round', 'half \ud83e', 'nothing\0'])(
    'refuses: %j (ERR_LIST_INVALID)',
    (text) => {
      expect(() => parseListName(text)).toThrow(expect.objectContaining({ code: 'ERR_LIST_INVALID' }))
    },
  )
})
