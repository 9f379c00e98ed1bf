import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cartRoute } from '../../../app/proxy/cart/cartRoute.ts'
import { CART_WORDS } from '../../../app/proxy/cart/words.ts'
import { signProxy, testDoor } from '../signProxy.ts'

const route = cartRoute({ door: testDoor, script: '"</script>"', createNonce: () => 'abc' })
const ask = (query: Record<string, string> = {}, changes: Record<string, string> = {}) =>
  route({
    request: signProxy(
      '/proxy/cart',
      { lines: '2001:1,2002:2', to: '/products/a?variant=1&country=CA', ...query },
      changes,
    ),
  })

describe('cartRoute', () => {
  test('default: a page asks before anything is added, and nobody caches or frames it', async () => {
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("script-src 'nonce-abc'")
    const html = await answer.text()
    expect(html).toContain('You had 3 products in your cart')
    expect(html).toContain('href="/products/a?variant=1&amp;country=CA"')
    // The page's data and its script: the script's own text closes neither.
    expect(html.match(/<\/script>/g)).toHaveLength(2)
  })

  test.each(Object.entries(CART_WORDS))('behavior: it speaks %s', async (lang, words) => {
    const html = await (await ask({ locale: lang, lines: '2001:1' })).text()
    const dir = ['ar', 'he'].includes(lang) ? 'rtl' : 'ltr'
    expect(html).toContain(`<html lang="${lang}" dir="${dir}">`)
    expect(html).not.toContain(words.own)
    expect(await (await ask({ locale: lang, own: '1' })).text()).toContain(words.own)
    for (const text of [words.title, words.one, words.doubt, words.add, words.skip, words.noscript])
      expect(html).toContain(text)
    expect(words.other).toContain('[count]')
  })

  test('behavior: it speaks every language of the card', () => {
    const files = readdirSync('extensions/gate-block/locales').filter((name) => !name.includes('schema'))
    const languages = files.map((name) => name.replace(/(?:\.default)?\.json$/, ''))
    expect(Object.keys(CART_WORDS).sort()).toEqual(languages.sort())
  })

  test.each([
    ['fr-CA', 'fr'],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-PT'],
    ['zh-TW', 'zh-CN'],
    ['constructor', 'en'],
    ['pl', 'en'],
  ])('behavior: %s is answered in %s', async (locale, lang) => {
    expect(await (await ask({ locale })).text()).toContain(`<html lang="${lang}" `)
  })

  test.each<Record<string, string>>([{ to: '//evil.example' }, { lines: '' }, { to: '/"><script>' }])(
    'refuses: a link that is not whole: %j (ERR_QUERY_INVALID)',
    async (query) => {
      const answer = await ask(query)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'ERR_QUERY_INVALID' })
    },
  )

  test('refuses: a request that did not come through a shop (ERR_PROXY_SIGNATURE)', async () => {
    const answer = await ask({}, { lines: '2001:9' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'ERR_PROXY_SIGNATURE' })
  })
})
