import { createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { languages } from '../../../app/core/text/languages.ts'
import { passRoute } from '../../../app/proxy/pass/passRoute.ts'
import { choosePassWords, PASS_WORDS } from '../../../app/proxy/pass/words.ts'

const NOW = 1_800_000_000
const sign = (message: string) => createHmac('sha256', 'secret').update(message).digest('hex')
const route = passRoute({
  door: { now: () => NOW, sign, isEqual: (a, b) => a === b },
  script: '"</script>"',
  createNonce: () => 'abc',
})

function ask(changes: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
  const signed = {
    logged_in_customer_id: '',
    path_prefix: '/apps/palisade',
    shop: 'harbor.myshopify.com',
    timestamp: String(NOW),
  }
  const message = Object.entries(signed)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('')
  const query = new URLSearchParams({ ...signed, signature: sign(message), ...changes })
  return route({ request: new Request(`https://app.example/proxy/pass?${query}`, { headers }) })
}

describe('passRoute', () => {
  test('default: a page for the shop that Shopify signed, which nobody caches and which tells no referrer', async () => {
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    const html = await answer.text()
    expect(html).toContain('data-shop="harbor.myshopify.com"')
    expect(html.match(/<\/script>/g)).toHaveLength(1)
    // Without a policy of its own the server would forbid the page's script.
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'nonce-abc'")
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'")
    expect(html).toContain('<script nonce="abc">')
  })

  test.each(languages)('behavior: without script it says in %s what is missing', async (lang) => {
    const html = await (await ask({}, { 'accept-language': `${lang}, en;q=0.5` })).text()
    expect(html).toContain(`<html lang="${lang}" dir="${['ar', 'he'].includes(lang) ? 'rtl' : 'ltr'}"`)
    expect(html).toContain(`<noscript><p>${PASS_WORDS[lang].noscript}</p></noscript>`)
  })

  test('refuses: a request that did not come through a shop (ERR_PROXY_SIGNATURE)', async () => {
    const answer = await ask({ shop: 'other.myshopify.com' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'ERR_PROXY_SIGNATURE' })
  })
})

describe('choosePassWords', () => {
  test('default: the first of the browser’s languages that we have, with its direction', () => {
    expect(choosePassWords(['sv-SE', 'pt', 'en'])).toEqual({
      lang: 'pt-BR',
      dir: 'ltr',
      words: PASS_WORDS['pt-BR'],
    })
    expect(choosePassWords(['iw'])).toMatchObject({ lang: 'he', dir: 'rtl' })
    expect(choosePassWords(['sv'])).toMatchObject({ lang: 'en' })
  })

  test('behavior: it speaks every language of the card, each in its own words', () => {
    const files = readdirSync('extensions/gate-block/locales').filter((name) => !name.includes('schema'))
    const cards = files.map((name) => name.replace(/(?:\.default)?\.json$/, ''))
    expect(Object.keys(PASS_WORDS).sort()).toEqual(cards.sort())
    for (const word of ['opening', 'failed', 'noscript'] as const)
      expect(new Set(languages.map((lang) => PASS_WORDS[lang][word])).size).toBe(languages.length)
  })
})
