import { describe, expect, test } from 'vitest'
import { composeDiscountUrl, parseDiscountId } from '../../../app/admin/list/composeDiscountUrl.ts'

const query = new URLSearchParams('shop=harbor.myshopify.com&host=abc')
const compose = (found: Parameters<typeof composeDiscountUrl>[0]['found']) =>
  composeDiscountUrl({ found, query })

describe('composeDiscountUrl', () => {
  test('default: the page of its only gate, with what Shopify adds to every URL', () => {
    expect(compose({ profile: 3, numbers: [7] })).toBe('/app/gates/7?shop=harbor.myshopify.com&host=abc')
  })

  test('behavior: the list of its gates, if there are several', () => {
    expect(compose({ profile: 3, numbers: [8, 7] })).toBe(
      '/app/gates?shop=harbor.myshopify.com&host=abc&profile=3',
    )
  })

  test('behavior: the list of all gates, if no gate has the discount', () => {
    for (const found of [null, { profile: 3, numbers: [] }]) {
      expect(compose(found)).toBe('/app/gates?shop=harbor.myshopify.com&host=abc')
    }
  })
})

describe('parseDiscountId', () => {
  test('default', () => {
    expect(parseDiscountId('1057856791')).toBe(1_057_856_791)
  })

  test.each([undefined, '', '0', 'x', '1e3'])('refuses: %s (ERR_NOT_FOUND)', (text) => {
    expect(() => parseDiscountId(text)).toThrow(expect.objectContaining({ code: 'ERR_NOT_FOUND' }))
  })
})
