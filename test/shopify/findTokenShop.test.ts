import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { findTokenShop } from '../../app/shopify/findTokenShop.ts'

const SECRET = 'the app’s secret'
const sign = (body: Uint8Array) => createHmac('sha256', SECRET).update(body).digest('base64')
const isEqual = (expected: string, given: string) => expected === given
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const make = (claims: unknown, secret = SECRET) => {
  const text = `${encode({ alg: 'HS256' })}.${encode(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
const find = (token: string | null, path = '/app') => {
  const headers = token === null ? undefined : { authorization: `Bearer ${token}` }
  const request = new Request(`https://app.example${path}`, headers && { headers })
  return findTokenShop({ request, sign, isEqual })
}
const DEST = { dest: 'https://harbor.myshopify.com' }

test('default', () => {
  expect(find(make(DEST))).toBe('harbor.myshopify.com')
  expect(find(null, `/app?id_token=${make(DEST)}`)).toBe('harbor.myshopify.com')
})

test.each<[string, string | null]>([
  ['no token', null],
  ['another secret', make(DEST, 'another')],
  [
    'other claims under the same signature',
    make(DEST).replace(/\.[^.]+\./, `.${encode({ dest: 'https://b' })}.`),
  ],
  ['no signature', `${make(DEST).split('.').slice(0, 2).join('.')}.`],
  ['a part too many', `${make(DEST)}.x`],
  ['no shop', make({})],
  ['a shop that is no address', make({ dest: 'harbor' })],
  ['a shop that is no text', make({ dest: 1 })],
  ['no claims', make(null)],
])('refuses: %s', (_, token) => {
  expect(find(token)).toBeNull()
})
