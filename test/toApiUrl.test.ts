import { describe, expect, test } from 'vitest'
import { toApiUrl } from '../app/toApiUrl.ts'

const HOST = 'http://127.0.0.1:4180'

describe('toApiUrl', () => {
  test.each([
    ['a base URL that ends in a slash', '/api/v1//auth/nonce', '/api/v1/auth/nonce'],
    ['slashes everywhere', '//api//v1//chains///ethereum', '/api/v1/chains/ethereum'],
    ['the path of Picket’s pages', '/v1/auth', '/api/v1/auth'],
    ['a token’s path of March 2022', '/api/v1/verify', '/api/v1/auth/verify'],
    [
      'a wallet’s path before it named the chain',
      '/v1/wallets/0x1/tokenOwnership',
      '/api/v1/chains/ethereum/wallets/0x1/tokenOwnership',
    ],
    [
      'a query with slashes and a fragment',
      '/v1/oauth2/authorize?u=a//b#//c',
      '/api/v1/oauth2/authorize?u=a//b#//c',
    ],
  ])('behavior: %s', (_, asked, found) => {
    expect(toApiUrl(HOST + asked)).toBe(HOST + found)
  })

  test.each([
    '/api/v1/auth',
    '/api/v1/verify/x',
    '/api/v1/wallets/0x1',
    '/api/v1',
    '/v1',
    '/api/v12/auth',
    '/app//v1/x',
    '//app',
    '/',
    '/?a=/v1/',
  ])('behavior: %s stays as it is', (asked) => expect(toApiUrl(HOST + asked)).toBe(HOST + asked))
})
