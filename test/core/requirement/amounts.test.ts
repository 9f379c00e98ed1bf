import { describe, expect, test } from 'vitest'
import { formatUnits, parseUnits } from '../../../app/core/requirement/amounts.ts'
import { fc } from '../../random.ts'

describe('amounts', () => {
  test('default', () => {
    expect(parseUnits({ text: '1.5', decimals: 18 })).toBe(1_500_000_000_000_000_000n)
    expect(formatUnits({ amount: 1_500_000_000_000_000_000n, decimals: 18 })).toBe('1.5')
    expect(parseUnits({ text: '2', decimals: 0 })).toBe(2n)
  })

  test.each(['', '-1', '1,5', '1e18', '0x1', '1.', '.5', '1.23'])(
    'refuses: %j with one decimal (ERR_REQUIREMENT_INVALID)',
    (text) => {
      expect(() => parseUnits({ text, decimals: 1 })).toThrowError(
        expect.objectContaining({ code: 'ERR_REQUIREMENT_INVALID' }),
      )
    },
  )

  test('behavior: a formatted amount is read back, with any number of decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 200n }), fc.nat(36), (amount, decimals) => {
        expect(parseUnits({ text: formatUnits({ amount, decimals }), decimals })).toBe(amount)
      }),
    )
  })
})
