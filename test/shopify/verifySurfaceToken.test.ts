import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifySurfaceToken } from '../../app/shopify/verifySurfaceToken.ts'
import { signSurfaceToken } from '../standin/shopify/oauth/signSurfaceToken.ts'

const NOW = 1_796_000_000
const SHOP = 'harbor.myshopify.com'
const APP = { apiKey: 'key', apiSecret: 'the app’s secret' }
const macUnder = (secret: string) => (body: string | Uint8Array) =>
  createHmac('sha256', secret).update(body).digest('base64')

function check(token: string, now = NOW) {
  const isEqual = (expected: string, given: string) => expected === given
  return verifySurfaceToken({ token, now, isEqual, apiKey: APP.apiKey, sign: macUnder(APP.apiSecret) })
}
const make = (claims: Record<string, unknown> = {}, customerId: number | null = 901) =>
  signSurfaceToken({ shop: SHOP, customerId, now: NOW, ...APP, claims })

test('default: the shop, and the customer if one is signed in', () => {
  expect(check(make())).toEqual({ myshopifyDomain: SHOP, customerId: '901' })
  expect(check(make({}, null))).toEqual({ myshopifyDomain: SHOP, customerId: null })
  expect(check(make({ dest: `https://${SHOP}` }))).toEqual({ myshopifyDomain: SHOP, customerId: '901' })
})

test.each([
  [
    'another secret',
    signSurfaceToken({ shop: SHOP, customerId: 901, now: NOW, ...APP, apiSecret: 'guessed' }),
  ],
  ['another app', make({ aud: 'other' })],
  ['an expiry in the past', make({ exp: NOW - 10, nbf: NOW - 310 })],
  ['no expiry', make({ exp: undefined })],
  ['a beginning in the future', make({ nbf: NOW + 11 })],
  ['no shop', make({ dest: undefined })],
  ['a shop on another domain', make({ dest: 'evil.example' })],
  ['a shop with a path', make({ dest: `${SHOP}/x` })],
  ['a member of the staff', make({ sub: '1', iss: `https://${SHOP}/admin` })],
  ['another kind of subject', make({ sub: 'gid://shopify/Order/901' })],
  ['a subject that is no text', make({ sub: 901 })],
  ['a customer 0', make({ sub: 'gid://shopify/Customer/0' })],
  ['no token', ''],
])('refuses: %s', (_, token) => {
  expect(check(token)).toBeNull()
})

test('refuses: the token a moment after its end', () => {
  expect(check(make(), NOW + 309)).not.toBeNull()
  expect(check(make(), NOW + 310)).toBeNull()
})
