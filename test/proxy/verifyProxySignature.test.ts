import { createHmac } from 'node:crypto'
import '@shopify/shopify-api/adapters/node'
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api'
import { describe, expect, test } from 'vitest'
import { verifyProxySignature } from '../../app/proxy/verifyProxySignature.ts'

const SECRET = 'a secret of the app'
const NOW = Math.floor(Date.now() / 1000)
const sign = (message: string) => createHmac('sha256', SECRET).update(message).digest('hex')
const isEqual = (a: string, b: string) => a === b
const reserved = {
  shop: 'harbor.myshopify.com',
  logged_in_customer_id: '',
  path_prefix: '/apps/palisade',
  timestamp: String(NOW),
}
type Pair = readonly [key: string, value: string]

/** Sign as Shopify does: whole `key=value` strings sorted by code unit, repeated values joined by a comma. */
function signed(pairs: readonly Pair[], secret = SECRET): string {
  const values = new Map<string, string[]>()
  for (const [key, value] of pairs) values.set(key, [...(values.get(key) ?? []), value])
  const text = [...values]
    .map(([key, list]) => `${key}=${list.join(',')}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('')
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  return String(new URLSearchParams([...pairs.map((pair) => [...pair]), ['signature', signature]]))
}
const base = (over: Record<string, string> = {}): Pair[] => Object.entries({ ...reserved, ...over })
const ours = (query: string, now = NOW) => verifyProxySignature({ query, now, sign, isEqual })
const refused = expect.objectContaining({ code: 'ERR_PROXY_SIGNATURE' })

const library = shopifyApi({
  apiKey: 'key',
  apiSecretKey: SECRET,
  apiVersion: ApiVersion.October26,
  hostName: 'app.example',
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
})
async function theirs(query: string): Promise<boolean> {
  const entries: Record<string, string | string[]> = {}
  for (const [key, value] of new URLSearchParams(query)) {
    const known = entries[key]
    entries[key] = known === undefined ? value : [known, value].flat()
  }
  return library.utils.validateHmac(entries as never, { signator: 'appProxy' }).catch(() => false)
}

describe('verifyProxySignature', () => {
  test('default', () => {
    expect(ours(signed(base()))).toEqual({ myshopifyDomain: 'harbor.myshopify.com', customerId: null })
    expect(ours(signed(base({ logged_in_customer_id: '7766554433221' })))).toMatchObject({
      customerId: '7766554433221',
    })
  })

  // Pairs of names that a locale's collation orders differently from Shopify's code units.
  const odd: readonly (readonly [string, readonly Pair[]])[] = [
    [
      'consented + consentGiven',
      [
        ['consented', '1'],
        ['consentGiven', '1'],
      ],
    ],
    [
      'product_id + productIds',
      [
        ['product_id', '1'],
        ['productIds', '2'],
      ],
    ],
    [
      'a1 + a_b',
      [
        ['a1', '1'],
        ['a_b', '1'],
      ],
    ],
    [
      'extra + extra-1',
      [
        ['extra', '1'],
        ['extra-1', '1'],
      ],
    ],
    [
      'Zeta + alpha',
      [
        ['Zeta', '1'],
        ['alpha', '1'],
      ],
    ],
  ]
  test.each(odd)('behavior: accepts %s, which the library refuses', async (_, extra) => {
    const query = signed([...base(), ...extra])
    expect(ours(query).myshopifyDomain).toBe('harbor.myshopify.com')
    expect(await theirs(query)).toBe(false)
  })

  const plain: readonly (readonly [string, readonly Pair[]])[] = [
    ['no further parameters', []],
    ['an empty index', [['index', '']]],
    ['one more parameter', [['page', '2']]],
    ['a value of blanks, ampersands and accents', [['q', 'a b&c=d é']]],
    ['a cart token', [['cart', 'c1-abc?key=9']]],
    [
      'a name given twice',
      [
        ['tag', 'x'],
        ['tag', 'y'],
      ],
    ],
  ]
  test.each(plain)('behavior: agrees with the library on %s', async (_, extra) => {
    const query = signed([...base(), ...extra])
    expect(ours(query).customerId).toBeNull()
    expect(await theirs(query)).toBe(true)
  })

  const bad: readonly (readonly [string, string])[] = [
    ['an empty query', ''],
    ['no signature', String(new URLSearchParams(base().map((pair) => [...pair])))],
    ['a signature under another secret', signed(base(), 'another secret')],
    ['a changed shop', signed(base()).replace('harbor', 'arbor')],
    ['a changed value', signed([...base(), ['page', '2']]).replace('page=2', 'page=3')],
    ['an added parameter', `${signed(base())}&page=1`],
    ['a shop given twice', signed([...base(), ['shop', 'other.myshopify.com']])],
    ['a timestamp given twice', signed([...base(), ['timestamp', String(NOW)]])],
    ['a customer given twice', signed([...base(), ['logged_in_customer_id', '1']])],
    ['a signature given twice', `${signed(base())}&signature=${'0'.repeat(64)}`],
    ['a timestamp that is no number', signed(base({ timestamp: 'Infinity' }))],
    ['a timestamp in hexadecimal', signed(base({ timestamp: '0x1' }))],
    ['a timestamp 91 seconds old', signed(base({ timestamp: String(NOW - 91) }))],
    ['a timestamp 91 seconds ahead', signed(base({ timestamp: String(NOW + 91) }))],
    ['an invalid shop', signed(base({ shop: 'evil.example' }))],
    ['a shop with a path', signed(base({ shop: 'a.myshopify.com/x' }))],
    ['a customer that is no number', signed(base({ logged_in_customer_id: '1 or 1' }))],
    [
      'a moved boundary between two parameters',
      signed(base({ path_prefix: '/apps/palisadeshop=x' })).replace('palisadeshop%3Dx', 'palisade&shop=x'),
    ],
    ...Object.keys(reserved).map(
      (key) => [`no ${key}`, signed(base().filter(([name]) => name !== key))] as const,
    ),
  ]
  test.each(bad)('refuses: %s (ERR_PROXY_SIGNATURE)', (_, query) => {
    expect(() => ours(query)).toThrowError(refused)
  })

  test('behavior: accepts the signature of Shopify’s own example', () => {
    // https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
    const query =
      'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb'
    const signHush = (message: string) => createHmac('sha256', 'hush').update(message).digest('hex')
    expect(verifyProxySignature({ query, now: 1_317_327_555, sign: signHush, isEqual })).toEqual({
      myshopifyDomain: 'shop-name.myshopify.com',
      customerId: '1',
    })
  })

  const many = (count: number): Pair[] => Array.from({ length: count }, (_, i) => ['a', String(i)])
  test('behavior: accepts 32 parameters, repeated ones included', () => {
    expect(ours(signed([...base(), ...many(27)])).customerId).toBeNull()
  })

  test.each([
    ['33 signed parameters', signed([...base(), ...many(28)])],
    ['7,500 parameters without a value', 'a&'.repeat(7_500)],
    ['only separators', '&'.repeat(15_000)],
  ])('refuses: %s before it computes a signature (ERR_QUERY_INVALID)', (_, query) => {
    const mustNot = () => {
      throw new Error('No signature must be computed.')
    }
    expect(() => verifyProxySignature({ query, now: NOW, sign: mustNot, isEqual })).toThrowError(
      expect.objectContaining({ code: 'ERR_QUERY_INVALID' }),
    )
  })

  test('behavior: the clocks may differ by 90 seconds either way', () => {
    expect(ours(signed(base()), NOW + 90).customerId).toBeNull()
    expect(ours(signed(base()), NOW - 90).customerId).toBeNull()
  })
})
