import { expect, test } from 'vitest'
import { verifyCustomer } from '../../app/bigcommerce/verifyCustomer.ts'
import { CLIENT_ID, NOW, sign, signJwt } from './signJwt.ts'

/** The claims of the current customer, as BigCommerce documents them. */
const claims = {
  customer: { id: 4927, email: 'john.doe@gmail.com', group_id: '6' },
  ...{ iss: 'bc/apps', sub: 'abc123', iat: NOW, exp: NOW + 900, version: 1, aud: CLIENT_ID },
  ...{ application_id: '6sv16tasdgr2b5hs5dd67g2srvq', store_hash: 'abc123', operation: 'current_customer' },
}
const verify = (token: string | null, now = NOW) =>
  verifyCustomer({
    ...{ token, clientId: CLIENT_ID, storeHash: 'abc123', now, sign },
    isEqual: (a, b) => a === b,
  })

test('default: the store’s token names the customer who is signed in', () => {
  expect(verify(signJwt(claims))).toBe('4927')
})

test.each([
  ['another store', { store_hash: 'another' }],
  ['another app', { aud: 'another' }],
  ['another issuer', { iss: 'bc' }],
  ['another purpose', { operation: 'customer_login' }],
  ['an end that is over', { exp: NOW - 61 }],
  ['a time that has not come', { iat: NOW + 61 }],
  ['no customer', { customer: null }],
  ['an id that is no number', { customer: { id: '4927 OR 1' } }],
])('refuses: a token of %s: the shopper is a guest', (_, change) => {
  expect(verify(signJwt({ ...claims, ...change }))).toBeNull()
})

test('refuses: no token, and one that somebody else signed', () => {
  expect(verify(null)).toBeNull()
  expect(verify(signJwt(claims).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toBeNull()
})
