import { describe, expect, test } from 'vitest'
import { isShopPage } from '../../../app/core/login/isShopPage.ts'

const shop = {
  primaryDomain: 'harbor.example',
  allowedDomains: ['harbor.example', 'harbor.fr', '127.0.0.1:8080'],
}

describe('isShopPage', () => {
  test.each([
    'https://harbor.example/',
    'https://harbor.example/products/a?variant=1&country=CA',
    'https://HARBOR.fr/products/a',
    'http://127.0.0.1:8080/products/a',
  ])('default: %s is a page of the shop', (page) => {
    expect(isShopPage({ ...shop, page })).toBe(true)
  })

  test.each([
    '',
    'https://harbor.example',
    'http://harbor.example/',
    'https://127.0.0.1:8080/',
    'https://evil.example/',
    'https://harbor.example.evil.example/',
    'https://harbor.example@evil.example/',
    'https://evil.example/https://harbor.example/',
    'https://evil.example\\@harbor.example/',
    'https://harbor.example:444/',
    'javascript:alert(1)//harbor.example/',
    '//harbor.example/',
    'https://harbor.example/a b',
    `https://harbor.example/${'a'.repeat(1500)}`,
  ])('behavior: %j is none', (page) => {
    expect(isShopPage({ ...shop, page })).toBe(false)
  })
})
