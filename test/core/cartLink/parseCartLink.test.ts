import { describe, expect, test } from 'vitest'
import { parseCartLink } from '../../../app/core/cartLink/parseCartLink.ts'

const invalid = expect.objectContaining({ code: 'ERR_QUERY_INVALID' })

describe('parseCartLink', () => {
  test('default: lines of variants, quantities and subscriptions, and a page of the shop', () => {
    expect(
      parseCartLink({
        lines: '2001:1,45678901234567:12:9',
        own: '3',
        to: '/fr-ca/products/ma%20veste?variant=2001',
      }),
    ).toEqual({
      lines: [
        { variantId: 2001, quantity: 1, sellingPlanId: null },
        { variantId: 45678901234567, quantity: 12, sellingPlanId: 9 },
      ],
      ownCount: 3,
      path: '/fr-ca/products/ma%20veste?variant=2001',
    })
  })

  test('behavior: the largest cart comes along', () => {
    const lines = Array.from({ length: 500 }, (_, i) => `${2001 + i}:1`).join(',')
    expect(parseCartLink({ lines, own: null, to: '/' }).lines).toHaveLength(500)
  })

  test.each([
    null,
    '',
    '2001',
    '2001:0',
    '2001:10000',
    '0:1',
    '2001:1,',
    '2001:1:2:3',
    '2001:1<script>',
    '2001:-1',
    '99999999999999999:1',
    Array.from({ length: 501 }, () => '1:1').join(','),
  ])('refuses: the lines %j (ERR_QUERY_INVALID)', (lines) => {
    expect(() => parseCartLink({ lines, own: null, to: '/' })).toThrow(invalid)
  })

  test.each([
    null,
    '',
    'products',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/a b',
    '/"><script>',
    `/${'a'.repeat(2000)}`,
    '/a\n/b',
    'javascript:alert(1)',
  ])('refuses: to go on to %j (ERR_QUERY_INVALID)', (to) => {
    expect(() => parseCartLink({ lines: '1:1', own: null, to })).toThrow(invalid)
  })

  test.each(['', '-1', 'x', '99999'])('refuses: %j products that stay behind (ERR_QUERY_INVALID)', (own) => {
    expect(() => parseCartLink({ lines: '1:1', own, to: '/' })).toThrow(invalid)
  })
})
