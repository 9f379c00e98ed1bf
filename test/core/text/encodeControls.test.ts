import { describe, expect, test } from 'vitest'
import { encodeControls } from '../../../app/core/text/encodeControls.ts'

describe('encodeControls', () => {
  test('default: a text with control characters stays on one line', () => {
    expect(encodeControls('x\nFAKE\r\u2028\u001b[2K\u0000')).toBe(
      'x\\u000aFAKE\\u000d\\u2028\\u001b[2K\\u0000',
    )
  })

  test('behavior: letters of every script stay unchanged', () => {
    expect(encodeControls('Grüße, 夜の梟 🦉')).toBe('Grüße, 夜の梟 🦉')
  })
})
