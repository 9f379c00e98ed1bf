import { describe, expect, test } from 'vitest'
import {
  formatMinor,
  formatShopifyDecimal,
  parseDecimal,
  toMinor,
} from '../../../standin/shopify/checkout/decimal.ts'
import { presentPrice } from '../../../standin/shopify/checkout/presentPrice.ts'

describe('decimal', () => {
  test('default', () => {
    expect(toMinor(parseDecimal('18.50'), 2)).toBe(1850n)
    expect(formatMinor(1850n, 2)).toBe('18.50')
    expect(formatMinor(5n, 3)).toBe('0.005')
    expect(formatMinor(302n, 0)).toBe('302')
    expect(formatShopifyDecimal(1850n, 2)).toBe('18.5')
    expect(formatShopifyDecimal(302n, 0)).toBe('302.0')
  })

  test('behavior: halves round away from zero', () => {
    expect(toMinor(parseDecimal('0.125'), 2)).toBe(13n)
    expect(toMinor(parseDecimal('-0.125'), 2)).toBe(-13n)
    expect(presentPrice({ price: '18.50', rate: '163.2432432432', decimals: 0 })).toBe(3020n)
  })

  test.each(['', '1.', '.5', '1e3', ' 1', '1,5'])('refuses: %j', (text) => {
    expect(() => parseDecimal(text)).toThrow(RangeError)
  })
})
