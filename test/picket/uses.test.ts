import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainGate, sampleDraft } from '../db/samples.ts'
import { expectDescribed } from './expectDescribed.ts'
import { expectRefusal } from './expectRefusal.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'

const limits = { perWallet: null, perToken: 1, total: null }
let opened: GateApi
let number: number
beforeAll(async () => {
  opened = await openGateApi({ limitFactor: 1 })
  number = await makeGate('Owls <b>& friends</b>', true)
})
afterAll(() => opened?.api.close())

async function makeGate(name: string, showsUses: boolean): Promise<number> {
  const { api, shopId } = opened
  const draft = sampleDraft({ ...plainGate(), name, limits, showsUses })
  const at = api.ctx.now()
  return (await api.ctx.gates.create({ shopId, draft, profile: 0, actor: 'system', at })).number
}
const pathOf = (of: number, token = '7') => `/shops/${opened.myshopifyDomain}/gates/${of}/uses/${token}`
const openPage = async (path: string, accepted = '') => {
  const headers = { 'accept-language': accepted }
  const answer = await opened.api.fetch(new Request(`https://palisade.example/uses/${path}`, { headers }))
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

describe('the look-up of uses', () => {
  test('default: any site may ask without a key, and the answer is as described', async () => {
    const { api } = opened
    const answer = await api.call({
      method: 'GET',
      path: pathOf(number),
      headers: { origin: 'https://any.example' },
    })
    expectDescribed('GET', pathOf(number), answer)
    expect(answer.json).toMatchObject({ limit: 1, tokens: [{ tokenId: '7', used: 0, reserved: 0, free: 1 }] })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=5')
    const preflight = await api.call({ method: 'OPTIONS', path: pathOf(number) })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    const none = await api.call({ method: 'GET', path: pathOf(number, 'seven') })
    expect([none.status, none.json.tokens]).toEqual([200, []])
  })

  test('refuses: a gate that is not public as one that is not there, and a change (ERR_GATE_NOT_FOUND, ERR_METHOD)', async () => {
    const { api } = opened
    const closed = await makeGate('Closed', false)
    const [one, other] = [closed, closed + 500].map((of) => api.call({ method: 'GET', path: pathOf(of) }))
    const [known, unknown] = [await one, await other]
    if (!known || !unknown) throw new Error('No answer.')
    expectRefusal({ answer: known, status: 404, error: 'ERR_GATE_NOT_FOUND', secrets: ['Closed'] })
    expect([known.text, [...known.headers]]).toEqual([unknown.text, [...unknown.headers]])
    const change = await api.call({ path: pathOf(number), body: {} })
    expectRefusal({ answer: change, status: 405, error: 'ERR_METHOD', secrets: [] })
  })

  test('behavior: the limit of a client counts with any header, because no key is asked for', async () => {
    const { checkPage } = await import('../../app/checkPage.server.ts')
    const send = (path: string, remoteAddress: string) => {
      const headers = { authorization: 'Basic bm9uZQ==' }
      const request = new Request(`https://palisade.example/api/v1${path}`, { headers })
      return checkPage({ request, remoteAddress })?.status ?? null
    }
    // 600 a minute, and a minute may end in between.
    const spelled = [pathOf(number), pathOf(number).replace('shops', 'SHOPS'), `/${pathOf(number)}`]
    const asked = Array.from({ length: 1300 }, (_, i) => send(spelled[i % 3] ?? '', '203.0.113.7'))
    expect([asked[0], asked.includes(429)]).toEqual([null, true])
    expect(send(pathOf(number), '203.0.113.8')).toBeNull()
    const keyed = Array.from({ length: 1300 }, () => send('/gates/1/check', '203.0.113.9'))
    expect(new Set(keyed)).toEqual(new Set([null]))
  })
})

describe('the page of uses', () => {
  test('default: a form without a script, and the uses of the token that was asked for', async () => {
    const empty = await openPage(`${opened.myshopifyDomain}/${number}`)
    expect([empty.status, empty.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(empty.html).toContain('<form method="get">')
    expect(empty.html).not.toContain('<article>')
    expect(empty.html).not.toContain('<script')
    const page = await openPage(`${opened.myshopifyDomain}/${number}?token=%207%20`)
    expect(page.html).toContain('<h2>Not used yet</h2>')
    expect(page.html).toContain('<bdi>Owls #7</bdi> · <bdi>Ethereum</bdi>')
    expect(page.html).toContain('value="7"')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
  })

  test('behavior: a number is found as the page itself writes it', async () => {
    const { html } = await openPage(`${opened.myshopifyDomain}/${number}?token=%237`)
    expect(html).toContain('<bdi>Owls #7</bdi>')
    expect(html).toContain('value="7"')
    expect((await openPage(`${opened.myshopifyDomain}/${number}?token=%23`)).html).not.toContain('<article>')
  })

  test('behavior: speaks the browser’s language, or the one that its address names and its form keeps', async () => {
    const path = `${opened.myshopifyDomain}/${number}?token=7`
    const german = await openPage(path, 'de-AT,de;q=0.9,en;q=0.8')
    expect(german.html).toContain('<html lang="de" dir="ltr">')
    expect(german.html).toContain('<h2>Noch nicht eingelöst</h2>')
    expect(german.html).not.toContain('name="locale"')
    const hebrew = await openPage(`${path}&locale=iw`, 'de')
    expect(hebrew.html).toContain('<html lang="he" dir="rtl">')
    expect(hebrew.html).toContain('<input type="hidden" name="locale" value="he">')
    const unknown = await openPage(`${path}&locale=%22%3E%3Cb%3E`, 'tlh')
    expect(unknown.html).toContain('<html lang="en" dir="ltr">')
    expect((await openPage('x/y', 'fr')).html).toContain('<h1>Rien à vérifier ici</h1>')
  })

  test('behavior: names and what is typed are text, never HTML', async () => {
    const { html } = await openPage(`${opened.myshopifyDomain}/${number}?token=%22%3E%3Cimg%20src=x%3E`)
    expect(html).toContain('Owls &lt;b&gt;&amp; friends&lt;/b&gt;')
    expect(html).toContain('value="&quot;&gt;&lt;img src=x&gt;"')
    expect(html).not.toMatch(/<b>|<img/)
    expect(html).toContain('No such NFT here')
  })

  test('refuses: what is not public, with the same page whatever it is (404)', async () => {
    const closed = await makeGate('Closed', false)
    const pages = await Promise.all(
      [`${opened.myshopifyDomain}/${closed}?token=7`, 'nobody.myshopify.com/1', 'x/y'].map((path) =>
        openPage(path),
      ),
    )
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(pages.map(({ html }) => html)).size).toBe(1)
    expect(pages[0]?.html).not.toContain('Closed')
  })
})
