import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signProxyQuery } from '../../standin/shopify/storefront/signProxyQuery.ts'

const hmac = (text: string) => createHmac('sha256', 'hush').update(text).digest('hex')
const sign = (query: [string, string][]) => signProxyQuery({ query, secret: 'hush' })

describe('signProxyQuery', () => {
  test('default', () => {
    const query: [string, string][] = [
      ['timestamp', '1317327555'],
      ['shop', 'some-shop.myshopify.com'],
      ['path_prefix', '/apps/awesome_reviews'],
      ['logged_in_customer_id', ''],
      ['extra', '1'],
      ['extra', '2'],
    ]
    expect(sign(query)).toBe(
      hmac(
        'extra=1,2logged_in_customer_id=path_prefix=/apps/awesome_reviewsshop=some-shop.myshopify.comtimestamp=1317327555',
      ),
    )
  })

  test.each([
    [
      'by whole strings, not by names',
      [
        ['a1', 'x'],
        ['a', 'y'],
      ],
      'a1=xa=y',
    ],
    [
      'by code unit, not by locale',
      [
        ['alpha', '1'],
        ['Zeta', '2'],
        ['a_b', '3'],
        ['a1', '4'],
      ],
      'Zeta=2a1=4a_b=3alpha=1',
    ],
    [
      'an empty value too',
      [
        ['index', ''],
        ['extra-1', 'b'],
        ['extra', 'a'],
      ],
      'extra-1=bextra=aindex=',
    ],
  ] as [string, [string, string][], string][])('behavior: it sorts %s', (_, query, joined) => {
    expect(sign(query)).toBe(hmac(joined))
  })
})
