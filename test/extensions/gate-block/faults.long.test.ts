import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { RenewBody, UnlockBody } from '../../../app/proxy/wire.ts'
import { answers, type Call, hidden, holder, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'
import type { ProxyAnswer } from './page/startPage.ts'

/*
 * Wallets, scripts and networks that misbehave. Whatever they do, the card says what is so, offers a way on, and nothing is
 * unlocked that the server did not grant.
 */

/** A wallet of the page, as text: a compiled function would call helpers that the page does not have. */
const oddWallet = (request: string, more = '') => `
  window.asked = []
  const own = { ${more} }
  const provider = Object.defineProperties({ request: (call) => { asked.push(call.method); return (${request})(call) } }, Object.getOwnPropertyDescriptors(own))
  const announce = () => dispatchEvent(new CustomEvent('eip6963:announceProvider', {
    detail: { info: { uuid: 'odd', name: 'Odd', icon: 'data:image/svg+xml,', rdns: 'test.odd' }, provider },
  }))
  addEventListener('eip6963:requestProvider', announce)
  announce()
`
const signature = `'0x' + '11'.repeat(65)`
/** Answers as a good wallet does, but for what is named. */
const good = (special: string) => `async ({ method }) => {
  ${special}
  if (method === 'eth_requestAccounts') return ['${holder}']
  if (method === 'personal_sign') return ${signature}
  if (method === 'eth_chainId') return '0x1'
  throw Object.assign(new Error('unsupported'), { code: 4200 })
}`
const signs = (answer: string) => good(`if (method === 'personal_sign') return ${answer}`)
const connects = (answer: string) => good(`if (method === 'eth_requestAccounts') return ${answer}`)

const connect = async (page: Page, name = 'Odd') => {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name, exact: true }).click()
}
const words = (page: Page, panel: string) => page.locator(`.palisade-panel[data-for=${panel}]`).innerText()
const buttons = async (page: Page) =>
  (await page.locator('palisade-gate').getByRole('button').allInnerTexts()).join('|')
const WALLET = 'Your wallet didn’t answer as expected.'
const PLAIN = 'We couldn’t unlock this just now.'

describe('a wallet that answers what it should not', () => {
  test.each([
    ['throws at once', `() => { throw new Error('broken') }`],
    ['returns nothing', `() => undefined`],
    ['answers null to all', `async () => null`],
    ['has no account', connects('[]')],
    ['has an account of HTML', connects(`['<img src=x onerror=alert(1)>']`)],
    ['has an account that is a number', connects('[7]')],
    ['fails with nothing', `() => Promise.reject()`],
    ['fails with a text of HTML', `() => Promise.reject('<b>no</b>')`],
    ['signs nothing', signs('undefined')],
    ['signs an object', signs('({ signature: 1 })')],
    [
      'connects at once, to nothing',
      good(`if (method === 'wallet_connect' || method === 'eth_requestAccounts') return {}`),
    ],
  ])('refuses: one that %s', async (_, request) => {
    const { page, cart, calls } = await openBlock({ script: oddWallet(request) })
    await connect(page)
    await waitFor(page, 'failed')
    expect(await words(page, 'failed')).toContain(WALLET)
    expect(await buttons(page)).toBe('Try again|Use another wallet')
    expect(calls.map(({ verb }) => verb)).not.toContain('unlock')
    expect([await page.locator(hidden).count(), cart.attributes]).toEqual([0, {}])
    await page.getByRole('button', { name: 'Use another wallet' }).click()
    await page.getByRole('button', { name: 'Lantern' }).click()
    await waitFor(page, 'unlocked')
  })

  test.each([
    ['throws when it is listened to', `on() { throw new Error('broken') }`],
    ['has no function there', `on: {}`],
    ['has a trap there', `get on() { throw new Error('broken') }`],
  ])('behavior: one that %s still connects', async (_, more) => {
    const { page } = await openBlock({ script: oddWallet(good(''), more) })
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await page.locator(hidden).count()).toBe(1)
  })

  test.each([50, 300, 1500])(
    'behavior: one that answers %i ms after the cancel changes nothing',
    async (delay) => {
      for (const slow of ['eth_requestAccounts', 'personal_sign']) {
        const wait = `await new Promise((resolve) => { window.answer = () => setTimeout(resolve, ${delay}) })`
        const script = oddWallet(good(`if (method === '${slow}' && !window.answer) ${wait}`))
        const { page, calls, cart } = await openBlock({ script })
        await connect(page)
        await expect.poll(() => page.evaluate('typeof window.answer')).toBe('function')
        await page.getByRole('button', { name: 'Cancel' }).click()
        await waitFor(page, 'locked')
        await page.evaluate(
          `new Promise((resolve) => { window.answer(); setTimeout(resolve, 300 + ${delay}) })`,
        )
        await waitFor(page, 'locked')
        expect(calls.map(({ verb }) => verb)).not.toContain('unlock')
        expect([await page.locator(hidden).count(), cart.attributes]).toEqual([0, {}])
        await connect(page)
        await waitFor(page, 'unlocked')
      }
    },
  )
})

describe('announcements of scripts that are no wallets', () => {
  test('refuses: what throws, has HTML for a name, or a picture from elsewhere', async () => {
    const outside: string[] = []
    const { page, open } = await openBlock({
      script: `
        const say = (detail) => dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
        const provider = { request: async () => null }
        const all = () => {
          say(null)
          say('text')
          say({ get info() { throw new Error('trap') }, provider })
          say({ info: { uuid: 'a', get name() { throw new Error('trap') } }, provider })
          say({ info: { uuid: 'b', name: '', icon: '' }, provider: null })
          say({ info: { uuid: '"><script>1</script>', name: '<script>window.owned = 1</script>', icon: 'https://evil.example/i.png' }, provider })
          say({ info: { uuid: 'c', name: 'C'.repeat(5000), icon: 'javascript:window.owned=1' }, provider })
          say({ info: { uuid: 'd', name: 'Picture', icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="window.owned=1"><script>window.owned=1</script></svg>' }, provider })
          say({ info: { uuid: 'e', name: ' \\n ', icon: 'data:text/html,<script>window.owned=1</script>' }, provider })
        }
        addEventListener('eip6963:requestProvider', all)
      `,
    })
    page.on('request', (request) => request.url().includes('evil') && outside.push(request.url()))
    await open()
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Picture' }).waitFor()
    const names = await page.locator('[data-ref=wallets] .palisade-wallet').allInnerTexts()
    expect(names).toEqual([
      'Lantern',
      '<b>Harbour</b>',
      '<script>window.owned = 1</script>',
      'C'.repeat(40),
      'Picture',
      'Browser wallet',
    ])
    expect([await page.evaluate('window.owned'), outside]).toEqual([undefined, []])
    await page.getByRole('button', { name: 'Lantern' }).click()
    await waitFor(page, 'unlocked')
  })
})

describe('an app proxy or cart that answers what it should not', () => {
  const html: ProxyAnswer = { type: 'text/html', body: '<h1>Password</h1>' }
  const bad: [string, ProxyAnswer, string][] = [
    ['a page of HTML', html, PLAIN],
    ['HTML with 404', { ...html, status: 404 }, PLAIN],
    ['429', { status: 429, body: { code: 'ERR_RATE_LIMITED' } }, 'We’re very busy.'],
    ['429 as HTML', { ...html, status: 429 }, 'We’re very busy.'],
    ['500', { status: 500, body: { code: 'ERR_INTERNAL' } }, PLAIN],
    ['503 as HTML', { ...html, status: 503 }, PLAIN],
    ['an empty body', { body: '' }, PLAIN],
    ['true', { body: 'true' }, PLAIN],
    ['an empty object', { body: {} }, PLAIN],
    ['a list', { body: [] }, PLAIN],
    ['gates that are no list', { body: { gates: 'all', proof: 'x', lineProofs: [], session: 's' } }, PLAIN],
  ]
  test.each(bad)(
    'refuses: %s in place of an answer, and the wallet is not blamed',
    async (_, answer, text) => {
      const { page, cart } = await openBlock({ proxy: () => answer })
      await connect(page, 'Lantern')
      await waitFor(page, 'failed')
      expect(await words(page, 'failed')).toContain(text)
      expect(await words(page, 'failed')).not.toContain('wallet didn’t')
      expect(await buttons(page)).toBe('Try again|Use another wallet')
      expect([await page.locator(hidden).count(), cart.attributes]).toEqual([0, {}])
    },
  )
  test.each(bad)('refuses: %s in place of a text to sign', async (_, answer, text) => {
    const { page } = await openBlock({ nonce: () => answer })
    await connect(page, 'Lantern')
    await waitFor(page, 'failed')
    expect(await words(page, 'failed')).toContain(text)
    expect(await words(page, 'failed')).not.toContain('wallet didn’t')
    expect(
      await page.evaluate(`window.asked.filter(({ method }) => method === 'personal_sign').length`),
    ).toBe(0)
  })

  test.each([
    ['HTML', 'text/html', '<h1>Password</h1>'],
    ['an empty object', 'application/json', '{}'],
    ['null', 'application/json', 'null'],
    ['no list of lines', 'application/json', '{"token":"c","attributes":{},"items":null}'],
  ])('behavior: a cart that answers %s is named, and not the wallet', async (_, contentType, body) => {
    const { page } = await openBlock({})
    await page.route('**/cart.js', (route) => route.fulfill({ contentType, body }))
    await connect(page, 'Lantern')
    await waitFor(page, 'failed')
    expect(await words(page, 'failed')).toContain('We couldn’t put the offer into your cart.')
    await page.unroute('**/cart.js')
    await page.getByRole('button', { name: 'Try again' }).click()
    await waitFor(page, 'unlocked')
  })
})

describe('an app that asks to wait', () => {
  const away = (retryAfter: number): ProxyAnswer => ({
    ...{ status: 503, retryAfter, body: { code: 'ERR_DATABASE_AWAY' } },
  })
  const countSigned = (page: Page) =>
    page.evaluate(`window.asked.filter(({ method }) => method === 'personal_sign').length`)

  test.each([
    ['full', { status: 429, retryAfter: 4, body: { code: 'ERR_SERVER_BUSY' } }],
    ['without its database', away(4)],
  ])(
    'behavior: one that is %s is asked again with the same signature, and the card says so',
    async (_, answer) => {
      let asked = 0
      const { page, calls } = await openBlock({
        proxy: ({ body }) => (asked++ < 2 ? answer : answers.open(body.lines)),
      })
      await connect(page, 'Lantern')
      const panel = page.locator('.palisade-panel[data-for=checking]')
      await panel.getByText('The shop can’t answer just now. We’ll try again in a moment.').waitFor()
      await waitFor(page, 'unlocked')
      expect(await countSigned(page)).toBe(1)
      const logins = calls.filter(({ verb }) => verb === 'unlock').map(({ body }) => body.signature)
      expect([logins.length, new Set(logins).size]).toEqual([3, 1])
    },
  )

  test.each([
    ['stays away, after three tries', away(1), 4],
    ['asks for a minute, at once', away(60), 1],
  ])('refuses: one that %s', async (_, answer, times) => {
    const { page, calls } = await openBlock({ proxy: () => answer })
    await connect(page, 'Lantern')
    await waitFor(page, 'failed')
    expect(await words(page, 'failed')).toContain(PLAIN)
    expect(calls.filter(({ verb }) => verb === 'unlock')).toHaveLength(times)
  })

  test('behavior: a shopper who cancels while the card waits is asked nothing more', async () => {
    const { page, calls } = await openBlock({ proxy: () => away(4) })
    await connect(page, 'Lantern')
    const panel = page.locator('.palisade-panel[data-for=checking]')
    await panel.getByText('We’ll try again in a moment.').waitFor()
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await waitFor(page, 'locked')
    await page.waitForTimeout(3_000)
    expect(calls.filter(({ verb }) => verb === 'unlock')).toHaveLength(1)
    expect(await page.locator('.palisade-panel[data-for=locked]').isVisible()).toBe(true)
  })
})

describe('scripts of the page', () => {
  const wrappers: [string, string][] = [
    ['never answers', `(url, init) => /palisade/.test(url) ? new Promise(() => {}) : real(url, init)`],
    [
      'answers a body that never ends',
      `async (url, init) => { if (!/palisade/.test(url)) return real(url, init); return { ok: true, status: 200, text: () => new Promise(() => {}) } }`,
    ],
  ]
  test.each(wrappers)(
    'behavior: a fetch of another app that %s is not waited for longer than half a minute',
    async (_, wrap) => {
      const { page } = await openBlock({ script: `{ const real = window.fetch; window.fetch = ${wrap} }` })
      await page.clock.install()
      await connect(page, 'Lantern')
      await page.clock.runFor(5000)
      await page.clock.runFor(40_000)
      await waitFor(page, 'failed')
      expect(await words(page, 'failed')).toContain('We couldn’t reach the shop.')
    },
  )

  test.each([
    ['answers nothing', `async () => undefined`],
    [
      'has read the body',
      `async (url, init) => { const answer = await real(url, init); await answer.text(); return answer }`,
    ],
    ['throws', `() => { throw new Error('app') }`],
  ])('behavior: a fetch of another app that %s gives a sentence', async (_, wrap) => {
    const { page } = await openBlock({ script: `{ const real = window.fetch; window.fetch = ${wrap} }` })
    await connect(page, 'Lantern')
    await waitFor(page, 'failed')
    expect(await words(page, 'failed')).toMatch(/The shop didn’t answer as expected|Check your connection/)
  })

  test('behavior: an action of the theme that never ends stops no later check', async () => {
    const { page, calls } = await openBlock({
      cart: {
        token: 'cart1',
        attributes: {},
        items: [{ key: 'k', product_id: 1001, variant_id: 2001, quantity: 1, properties: {} }],
      },
      script: `window.Shopify = { actions: { updateCart: Object.assign(() => new Promise(() => {}), { isDefault: () => false }) } }`,
    })
    await connect(page, 'Lantern')
    await waitFor(page, 'unlocked')
    await page.locator('select[name=id]').selectOption('2002')
    await expect.poll(() => calls.filter(({ verb }) => verb === 'renew').length, { timeout: 20_000 }).toBe(1)
  })

  test('refuses: events that nothing happened for', async () => {
    const { page, calls, cart } = await openBlock({})
    await page.getByRole('button', { name: 'Connect wallet' }).hover()
    await page.evaluate(() => {
      for (const target of [document, document.querySelector('palisade-gate') as Element])
        for (const name of ['unlocked', 'connected', 'disconnected', 'refused'])
          target.dispatchEvent(
            new CustomEvent(`palisade:${name}`, { bubbles: true, detail: { gates: [4], endsAt: 9e9 } }),
          )
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      dispatchEvent(new StorageEvent('storage', { key: 'palisade:visit:x' }))
      document.dispatchEvent(new CustomEvent('shopify:cart:lines-update'))
      const card = document.querySelector('palisade-gate') as HTMLElement
      card.dataset.state = 'unlocked'
      card.dataset.panel = 'unlocked'
    })
    await waitFor(page, 'locked')
    expect([calls, await page.locator(hidden).count(), cart.attributes]).toEqual([[], 0, {}])
    await connect(page, 'Lantern')
    await waitFor(page, 'unlocked')
  })
})

describe('storage of another script', () => {
  const later = Math.floor(Date.now() / 1000) + 86_400
  /** Refuses what the server's own schemas refuse, and every visit but the one of a login. */
  const proxy = ({ verb, body }: Call): ProxyAnswer => {
    const isWhole = (verb === 'renew' ? RenewBody : UnlockBody).safeParse(body).success
    if (!isWhole) return { status: 400, body: { code: 'ERR_BODY_INVALID' } }
    if (verb === 'renew' && body.session !== 'visit1')
      return { status: 401, body: { code: 'ERR_SESSION_UNKNOWN' } }
    return answers.open(body.lines)
  }
  /** Store a text as the block does, then load the page again. */
  const store = async (page: Page, name: 'visit' | 'gates', text: string) => {
    await page.evaluate(
      ([key, value]) => {
        const config = `${document.querySelector('[data-ref=config]')?.textContent}`
        localStorage.setItem(`palisade:${key}:${JSON.parse(config).shop}`, value)
      },
      [name, text] as const,
    )
    await page.reload()
  }

  test.each([
    ['a made-up visit', { session: 'made-up', expiresAt: later }],
    ['a visit without a session', { expiresAt: later }],
    ['a session that is no text', { session: { a: 1 }, expiresAt: later }],
    ['an endless session', { session: 'x'.repeat(500), expiresAt: later }],
    ['an address of HTML', { session: 'x', address: '<img src=x onerror=alert(1)>', expiresAt: later }],
    ['an address that is no text', { session: 'x', address: 7, expiresAt: later }],
    ['an end that is no number', { session: 'x', expiresAt: 'never' }],
    ['a text', 'palisade'],
    ['a list', []],
  ])('refuses: %s; the card is locked, and a wallet connects', async (_, stored) => {
    const { page, calls, cart } = await openBlock({ proxy })
    await store(page, 'visit', JSON.stringify(stored))
    await waitFor(page, 'locked')
    expect([await page.locator(hidden).count(), cart.attributes]).toEqual([0, {}])
    await connect(page, 'Lantern')
    await waitFor(page, 'unlocked')
    expect(calls.filter(({ verb }) => verb === 'unlock')).toHaveLength(1)
  })

  test.each([
    ['a text', '"x"'],
    ['texts for lists', '{"5001":"abc"}'],
    ['lists of texts', '{"5001":["abc"]}'],
    ['numbers of no gate', '{"5001":[-1, 0.5, 1e12]}'],
    ['null', '{"5001":null}'],
    ['objects', '{"5001":{"a":1}}'],
  ])('behavior: %s in place of the gates of other products stops nothing', async (_, stored) => {
    const items = [{ key: 'k', product_id: 5001, variant_id: 6001, quantity: 1, properties: {} }]
    const { page, calls } = await openBlock({ cart: { token: 'cart1', attributes: {}, items }, proxy })
    await store(page, 'gates', stored)
    await connect(page, 'Lantern')
    await waitFor(page, 'unlocked')
    await page.reload()
    await waitFor(page, 'unlocked')
    expect(calls.at(-1)).toMatchObject({ verb: 'renew', body: { gates: [4] } })
    expect(await page.locator(hidden).count()).toBe(1)
  })
})

describe('a browser whose clock, stores or keys fail', () => {
  test.each([3, -3])('behavior: a clock that is off by %i hours leaves open what is open', async (hours) => {
    const { page } = await openBlock({
      gates: [{ number: 4, conditions: [ape], gives: { kind: 'none', exclusive: true } }],
      script: `{ const { now } = Date; Date.now = () => now() + ${hours} * 3_600_000 }`,
    })
    const button = page.locator('main button.add')
    expect(await button.isVisible()).toBe(false)
    await connect(page, 'Lantern')
    await waitFor(page, 'unlocked')
    expect(await button.isVisible()).toBe(true)
    await page.reload()
    await waitFor(page, 'unlocked')
    expect(await button.isVisible()).toBe(true)
  })

  test.each([
    ['hangs', `indexedDB.open = () => ({})`],
    [
      'throws later',
      `indexedDB.open = () => { const request = {}; setTimeout(() => request.onerror?.(new Event('error'))); return request }`,
    ],
  ])('behavior: an indexedDB that %s', async (_, script) => {
    const { page, calls } = await openBlock({ script })
    await connect(page, 'Lantern')
    await waitFor(page, 'unlocked')
    await page.reload()
    await waitFor(page, 'locked')
    expect(calls.filter(({ verb }) => verb === 'renew')).toEqual([])
  })

  test.each([
    ['a text for a key', `{ until: 9e9, secret: 'x', key: { x: 'x', y: 'y' } }`],
    ['no key', `{ until: 9e9 }`],
    ['a text', `'x'`],
  ])('behavior: %s in the store of keys is not used for ever', async (_, stored) => {
    const { page, calls } = await openBlock({})
    await page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('palisade')
      opening.onupgradeneeded = () => opening.result.createObjectStore('keys')
      opening.onsuccess = () => {
        const transaction = opening.result.transaction('keys', 'readwrite')
        transaction.objectStore('keys').put(${stored}, 0)
        transaction.oncomplete = () => { opening.result.close(); resolve() }
      }
      opening.onerror = reject
    })`)
    await page.reload()
    await connect(page, 'Lantern')
    await waitFor(page, 'unlocked')
    expect(calls.map(({ verb }) => verb)).toEqual(['nonce', 'unlock'])
  })

  test('behavior: a script that never loads is named, and can be loaded again', async () => {
    const { page } = await openBlock({})
    await page.clock.install()
    await page.route('**/palisade-gate-run.js*', () => {})
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.clock.runFor(21_000)
    const said = () => page.locator('palisade-gate').innerText()
    await expect.poll(said).toContain('We couldn’t load what your wallet needs.')
    await page.unroute('**/palisade-gate-run.js*')
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Lantern' }).click()
    await waitFor(page, 'unlocked')
    expect(await page.locator(hidden).count()).toBe(1)
  })
})
