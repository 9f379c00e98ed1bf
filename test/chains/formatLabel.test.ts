import { describe, expect, test } from 'vitest'
import { formatLabel } from '../../app/chains/formatLabel.ts'

describe('formatLabel', () => {
  test.each([
    ['line ends and tabs become one space', 'a\r\n\t b\u2028c', 'a b c'],
    ['direction marks are removed', 'USDC\u202Ecoin\u2066x\u200F', 'USDCcoinx'],
    ['invisible characters are removed', 'US\u200BD\u00ADC\uFEFF', 'USDC'],
    ['control characters are removed', 'a\u0000b\u001b[31m', 'ab[31m'],
    ['other characters stay', ' Żółw <b>&amp; 🦉 ', 'Żółw <b>&amp; 🦉'],
  ])('behavior: %s', (_case, text, clean) => {
    expect(formatLabel(text)).toBe(clean)
  })

  test('behavior: a surrogate pair is not split', () => {
    expect(formatLabel(`${'a'.repeat(63)}🦉`)).toBe('a'.repeat(63))
  })
})
