import { describe, expect, test } from 'vitest'
import { hasUnsafeCharacter } from '../../../app/core/text/hasUnsafeCharacter.ts'

describe('hasUnsafeCharacter', () => {
  test.each(['Harbor & Pine', 'Ünï 🦊', '👩‍🚀', 'مرحبا', ''])('default: "%s" is safe', (text) => {
    expect(hasUnsafeCharacter(text)).toBe(false)
  })

  test.each([0x00, 0x0a, 0x0d, 0x7f, 0x85, 0x200b, 0x200e, 0x202e, 0x2028, 0x2029, 0x2066, 0xfeff, 0xd800])(
    'refuses: U+%i anywhere',
    (point) => {
      expect(hasUnsafeCharacter(`a${String.fromCharCode(point)}b`)).toBe(true)
    },
  )
})
