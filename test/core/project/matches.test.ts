import { describe, expect, test } from 'vitest'
import { isAllowedDomain } from '../../../app/core/project/isAllowedDomain.ts'
import { isAllowedOrigin } from '../../../app/core/project/isAllowedOrigin.ts'
import { isRegisteredRedirect } from '../../../app/core/project/isRegisteredRedirect.ts'

const allowedDomains = ['harbor.example', 'harbor.example:8443', 'localhost:*', '127.0.0.1:4000']

describe('isAllowedDomain', () => {
  test.each(['harbor.example', 'harbor.example:8443', 'localhost:3000', 'localhost', '127.0.0.1:4000'])(
    'behavior: %s is allowed',
    (domain) => {
      expect(isAllowedDomain({ domain, allowedDomains })).toBe(true)
    },
  )
  test.each([
    'Harbor.example',
    'harbor.example:443',
    'www.harbor.example',
    'harbor.example.evil.com',
    'evil-localhost:3000',
    'localhost:3000.evil.com',
    'localhost:*',
    'localhost:123456',
    '127.0.0.1:4001',
    '',
  ])('refuses: %s', (domain) => {
    expect(isAllowedDomain({ domain, allowedDomains })).toBe(false)
  })
})

describe('isAllowedOrigin', () => {
  test.each([
    'https://harbor.example',
    'http://localhost:5173',
    'http://127.0.0.1:4000',
    'https://localhost:1',
  ])('behavior: %s is allowed', (origin) => {
    expect(isAllowedOrigin({ origin, allowedDomains })).toBe(true)
  })
  test.each([
    'http://harbor.example',
    'null',
    '',
    'https://harbor.example/',
    'https://user@harbor.example',
    'ftp://harbor.example',
    'https://harbor.example https://evil.example',
  ])('refuses: %s', (origin) => {
    expect(isAllowedOrigin({ origin, allowedDomains })).toBe(false)
  })
})

describe('isRegisteredRedirect', () => {
  const redirectUris = ['https://harbor.example/callback', 'http://localhost:*']
  test.each([
    'https://harbor.example/callback',
    'http://localhost:3000/any?x=1',
    'http://localhost/',
    'http://localhost:80',
  ])('behavior: %s is registered', (redirectUri) => {
    expect(isRegisteredRedirect({ redirectUri, redirectUris })).toBe(true)
  })
  test.each([
    'https://harbor.example/callback/',
    'https://harbor.example/callback?x=1',
    'https://harbor.example/Callback',
    'https://localhost:3000/',
    'http://localhost:3000@evil.example/',
    'http://localhost.evil.example/',
    'http://localhost:3000/#part',
    'http://localhost:*',
    'http://127.0.0.1:3000/',
    'http://localhost:99999/',
    'http://localhost:3000/?code=evil',
    'http://localhost:3000/\nx',
    'http://localhost:3000\\@evil.example/',
    'http://localhost:1/\\evil',
    'http://localhost:3000/\\\\evil.example',
    'http://localhost:3000/a"b',
    'http://localhost:03000/',
    'http://localhost:0/',
    'http://user@localhost:3000/',
    'javascript:alert(1)',
    '',
  ])('refuses: %s', (redirectUri) => {
    expect(isRegisteredRedirect({ redirectUri, redirectUris })).toBe(false)
  })
})
