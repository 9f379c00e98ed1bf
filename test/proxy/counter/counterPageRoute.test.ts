import { describe, expect, test } from 'vitest'
import { languages } from '../../../app/core/text/languages.ts'
import { counterPageRoute } from '../../../app/proxy/counter/counterPageRoute.ts'
import { COUNTER_WORDS } from '../../../app/proxy/counter/words.ts'
import { signProxy, testDoor } from '../signProxy.ts'

const route = counterPageRoute({ door: testDoor, script: 'run()', createNonce: () => 'abc' })

describe('the page of a phone at the counter', () => {
  test('default: it speaks the browser’s language, names the shop, and runs its own script alone', async () => {
    const request = signProxy('/proxy/counter', {})
    request.headers.set('accept-language', 'he')
    const page = await route({ request })
    const html = await page.text()
    expect(html).toContain('<html lang="he" dir="rtl" data-shop="harbor.myshopify.com">')
    expect(html).toContain(COUNTER_WORDS.he.title)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'nonce-abc'")
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('refuses: a request that Shopify did not sign (ERR_PROXY_SIGNATURE)', async () => {
    const forged = await route({ request: signProxy('/proxy/counter', {}, { shop: 'evil.myshopify.com' }) })
    expect(await forged.json()).toMatchObject({ code: 'ERR_PROXY_SIGNATURE' })
  })

  test('behavior: every language has sentences of its own, without markup', () => {
    const texts = languages.flatMap((language) => Object.values(COUNTER_WORDS[language]))
    expect(texts.filter((text) => text.trim() === '' || /[<>&]/.test(text))).toEqual([])
    const hints = languages.map((language) => COUNTER_WORDS[language].hint)
    expect(new Set(hints).size).toBe(languages.length)
  })
})
