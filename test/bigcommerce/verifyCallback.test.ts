import { expect, test } from 'vitest'
import { verifyCallback } from '../../app/bigcommerce/verifyCallback.ts'
import { findStoreHash, platformOf } from '../../app/core/gate/platform.ts'
import { CLIENT_ID, claims, NOW, STORE, sign, signJwt } from './signJwt.ts'

const verify = (token: string | null, now = NOW) =>
  verifyCallback({ token, clientId: CLIENT_ID, now, sign, isEqual: (a, b) => a === b })
const refused = expect.objectContaining({ code: 'ERR_CALLBACK_SIGNATURE' })

test('default: the claims that BigCommerce documents name the store and the member', () => {
  expect(verify(signJwt(claims))).toEqual({
    myshopifyDomain: STORE,
    userId: '9876543',
    id: claims.jti,
    issuedAt: NOW,
    endsAt: NOW + 86_460,
  })
  expect([platformOf(STORE), findStoreHash(STORE)]).toEqual(['bigcommerce', 'z4zn3wo'])
  expect([platformOf('harbor.myshopify.com'), findStoreHash('harbor.myshopify.com')]).toEqual([
    'shopify',
    null,
  ])
})

test.each([
  ['another app', { aud: 'another' }],
  ['another issuer', { iss: 'bc/apps' }],
  ['an end that is over', { exp: NOW - 61 }],
  ['a time that has not come', { nbf: NOW + 61, iat: NOW + 61 }],
  ['no end', { exp: undefined }],
  ['no id', { jti: '' }],
  ['no user', { user: null }],
  ['a path that is no store', { sub: 'stores/../../x' }],
  ['a store of another shape', { sub: 'z4zn3wo' }],
])('refuses: a token with %s (ERR_CALLBACK_SIGNATURE)', (_, change) => {
  expect(() => verify(signJwt({ ...claims, ...change }))).toThrow(refused)
})

test('refuses: a token that somebody else signed, or that asks for another algorithm (ERR_CALLBACK_SIGNATURE)', () => {
  const [header = '', payload = '', signature = ''] = signJwt(claims).split('.')
  const others = Buffer.from(JSON.stringify({ ...claims, user: { id: 1 } })).toString('base64url')
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
  const tokens = [
    ...[null, '', 'x', `${header}.${others}.${signature}`, none],
    ...[`${header}.${payload}.${signature}.x`, `${header}.${payload}.${signature}=`],
    signJwt(claims, { alg: 'HS512', typ: 'JWT' }),
    signJwt(claims, { alg: 'HS256', jku: 'https://evil.example' }),
  ]
  for (const token of tokens) expect(() => verify(token)).toThrow(refused)
})
