import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  type VerifySessionTokenParameters,
  verifySessionToken,
} from '../../app/shopify/verifySessionToken.ts'

const NOW = 1_796_000_000
const SHOP = 'harbor.myshopify.com'
const macUnder = (secret: string) => (body: string | Uint8Array) =>
  createHmac('sha256', secret).update(body).digest('base64')
const base: Omit<VerifySessionTokenParameters, 'request'> = {
  sign: macUnder('the app’s secret'),
  isEqual: (expected, given) => expected === given,
  apiKey: 'key',
  now: NOW,
}
const CLAIMS = {
  iss: `https://${SHOP}/admin`,
  dest: `https://${SHOP}`,
  aud: 'key',
  sub: '1',
  exp: NOW + 60,
  nbf: NOW,
  iat: NOW,
  jti: 'x',
}
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
function make(
  claims: unknown,
  { secret = 'the app’s secret', header = { alg: 'HS256', typ: 'JWT' } as unknown } = {},
) {
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
function check(
  authorization: string | null,
  { path = '/app', ...over }: Partial<typeof base> & { path?: string } = {},
) {
  const headers = new Headers(authorization === null ? {} : { authorization })
  return verifySessionToken({ ...base, ...over, request: { headers, url: `https://app.example${path}` } })
}
const GOOD = make(CLAIMS)
/** The same bytes in another spelling: the last of 43 characters carries two unused bits. */
const respell = (token: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return `${token.slice(0, -1)}${alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1]}`
}

test('default', () => {
  const good = { kind: 'good', myshopifyDomain: SHOP, token: GOOD }
  expect(check(`Bearer ${GOOD}`)).toEqual(good)
  expect(check(null, { path: `/app?id_token=${GOOD}` })).toEqual(good)
  expect(check(null)).toEqual({ kind: 'none' })
})

test('behavior: clocks may differ by ten seconds', () => {
  expect(check(`Bearer ${make({ ...CLAIMS, exp: NOW - 9, nbf: NOW - 69 })}`)).toMatchObject({ kind: 'good' })
  expect(check(`Bearer ${make({ ...CLAIMS, nbf: NOW + 10 })}`)).toMatchObject({ kind: 'good' })
})

test('behavior: a token under the previous secret is accepted while that is set, and signed again under the current one', () => {
  const old = make(CLAIMS, { secret: 'previous' })
  expect(check(`Bearer ${old}`, { signPrevious: macUnder('previous') })).toEqual({
    kind: 'good',
    myshopifyDomain: SHOP,
    token: GOOD,
  })
  expect(check(`Bearer ${old}`)).toEqual({ kind: 'refused' })
})

const without = (name: string) => Object.fromEntries(Object.entries(CLAIMS).filter(([key]) => key !== name))
test.each<[string, string]>([
  ['another secret', make(CLAIMS, { secret: 'another' })],
  [
    'other claims under the same signature',
    GOOD.replace(/\.[^.]+\./, `.${encode({ ...CLAIMS, sub: '2' })}.`),
  ],
  ['no signature', `${GOOD.split('.').slice(0, 2).join('.')}.`],
  ['an extra part', `${GOOD}.x`],
  ['another spelling of the signature', respell(GOOD)],
  ['a padded signature', `${GOOD}=`],
  ['no expiry', make(without('exp'))],
  ['an expiry that is no number', make({ ...CLAIMS, exp: `${NOW + 60}` })],
  ['an expiry in the past', make({ ...CLAIMS, exp: NOW - 10, nbf: NOW - 70 })],
  ['no beginning', make(without('nbf'))],
  ['a beginning in the future', make({ ...CLAIMS, nbf: NOW + 11 })],
  ['an expiry before the beginning', make({ ...CLAIMS, exp: NOW + 5, nbf: NOW + 6 })],
  ['another app', make({ ...CLAIMS, aud: 'other' })],
  ['several apps', make({ ...CLAIMS, aud: ['key', 'other'] })],
  ['no issuer', make(without('iss'))],
  ['the issuer of another shop', make({ ...CLAIMS, iss: 'https://other.myshopify.com/admin' })],
  ['no shop', make(without('dest'))],
  [
    'a shop on another domain',
    make({ ...CLAIMS, dest: 'https://evil.example', iss: 'https://evil.example/admin' }),
  ],
  ['a shop that is no URL', make({ ...CLAIMS, dest: SHOP, iss: `${SHOP}/admin` })],
  ['a shop with a path', make({ ...CLAIMS, dest: `https://${SHOP}/`, iss: `https://${SHOP}//admin` })],
  ['another algorithm', make(CLAIMS, { header: { alg: 'none' } })],
  ['a header with a critical extension', make(CLAIMS, { header: { alg: 'HS256', crit: ['exp'] } })],
  ['no claims', make(null)],
])('refuses: %s', (_, token) => {
  expect(check(`Bearer ${token}`)).toEqual({ kind: 'refused' })
})

test.each([GOOD, `bearer ${GOOD}`, `Bearer  ${GOOD}`, 'Bearer ', 'Basic x'])(
  'refuses: the header %j',
  (header) => {
    // A request with the header is judged by it, whatever its URL carries.
    expect(check(header, { path: `/app?id_token=${GOOD}` })).toEqual({ kind: 'refused' })
  },
)
