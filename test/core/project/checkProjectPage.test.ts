import { describe, expect, test } from 'vitest'
import { checkProjectPage } from '../../../app/core/project/checkProjectPage.ts'

const project = { allowedDomains: ['shop.example', 'localhost:*'] }

describe('checkProjectPage', () => {
  test.each([
    'https://shop.example',
    'https://shop.example/',
    'https://SHOP.example/drop?a=1&b=%C3%A9',
    'https://shop.example?x=1',
    'http://localhost:5173/drop',
  ])('default: %s', (page) => {
    expect(checkProjectPage({ page, project })).toBe(page)
  })

  test.each([
    'https://evil.example/',
    'http://shop.example/',
    'https://shop.example@evil.example/',
    'https://shop.example:8443/',
    'https://shop.example.evil.example/',
    'https://shop.example\\@evil.example/',
    'https://shop.example#@evil.example',
    'javascript:alert(1)',
    'WIFI:T:WPA;S:x;;',
    'https://shop.example/ä',
    ' https://shop.example/',
    `https://shop.example/${'a'.repeat(1500)}`,
    '',
  ])('refuses: %j (ERR_BODY_INVALID)', (page) => {
    expect(() => checkProjectPage({ page, project })).toThrow(
      expect.objectContaining({ code: 'ERR_BODY_INVALID' }) as Error,
    )
  })
})
