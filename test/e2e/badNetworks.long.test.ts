import type { BrowserContext, Page, Route } from 'playwright-core'
import { type Hex, hexToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/*
 * Two faults at once, of a browser and of a network, and wallets that lie to the real server. The card says what is so,
 * one press goes on, and nothing is unlocked that the server did not grant.
 */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const JACKET = '/products/varsity-jacket'
const PROOF = 'form input[name="properties[_palisade]"]'
const NOBODY: Hex = `0x${'5'.repeat(64)}`

/** A wallet of the page. As text, because a compiled function would call helpers that the page does not have. */
const wallet = ({ delayMs = 0, request = '' }) => `
  window.asked = []
  const listeners = []
  window.show = (address) => { for (const listener of listeners) listener([address]) }
  const request = async ({ method, params }) => {
    asked.push(method)
    if (method !== 'eth_chainId') await new Promise((resolve) => setTimeout(resolve, ${delayMs}))
    const account = await window.accountForTest()
    ${request}
    if (method === 'eth_requestAccounts') return [account]
    if (method === 'eth_chainId') return '0x1'
    if (method === 'personal_sign') return window.signForTest(params[0], 'holder')
    throw Object.assign(new Error('unsupported'), { code: 4200 })
  }
  const on = (name, listener) => { if (name === 'accountsChanged') listeners.push(listener) }
  const info = { uuid: 'mine', name: 'Mine', icon: 'data:image/svg+xml,', rdns: 'test.mine' }
  const announce = () => dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request, on } } }))
  addEventListener('eip6963:requestProvider', announce)
  announce()
`

type Opened = { readonly context: BrowserContext; readonly page: Page }
async function open(
  script: string,
  before: (context: BrowserContext) => Promise<unknown> = async () => {},
): Promise<Opened> {
  const context = await openPerson()
  const keys = { holder: demo.facts.chains.ethereum.wallets.holder.privateKey, nobody: NOBODY }
  await context.exposeBinding('accountForTest', () => privateKeyToAccount(keys.holder).address)
  await context.exposeBinding('signForTest', (_, raw: Hex, who: keyof typeof keys) =>
    privateKeyToAccount(keys[who]).signMessage({ message: { raw: hexToBytes(raw) } }),
  )
  await context.addInitScript(script)
  await before(context)
  const page = await context.newPage()
  await page.goto(`${demo.facts.storefront}${JACKET}`)
  return { context, page }
}
async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Mine', exact: true }).click()
}
const card = (page: Page) => page.locator('palisade-gate:visible').first()
const stateOf = (page: Page) => card(page).getAttribute('data-state')
const waitFor = (page: Page, state: string) =>
  page.locator(`palisade-gate[data-state="${state}"]`).first().waitFor()
const words = (page: Page) => card(page).locator('.palisade-panel:not([hidden])').first().innerText()
/** What could open something: a field of the form, and the attribute of the cart. */
const proofs = async (page: Page) => [
  await page.locator(PROOF).count(),
  await page.evaluate(
    async () => ((await (await fetch('/cart.js?own')).json()) as { attributes: object }).attributes,
  ),
]
async function buy(page: Page): Promise<string> {
  const added = page.waitForResponse('**/cart/add.js')
  await page.locator('button[name="add"]').click()
  await added
  await page.goto(`${demo.facts.storefront}/checkout`)
  return (await page.locator('[data-total]').first().innerText()).replace(/\s+/g, ' ')
}

const BROWSERS: readonly (readonly [string, string])[] = [
  ['a wallet of 50 ms', wallet({ delayMs: 50 })],
  ['a wallet of 300 ms', wallet({ delayMs: 300 })],
  ['a wallet of 1,500 ms', wallet({ delayMs: 1500 })],
  ['an IndexedDB that hangs', `${wallet({})}; indexedDB.open = () => ({})`],
  [
    'no storage',
    `${wallet({})}; for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError') } })`,
  ],
  ['no WebCrypto', `${wallet({})}; Object.defineProperty(crypto, 'subtle', { value: undefined })`],
  ['a clock ten minutes ahead', `${wallet({})}; { const { now } = Date; Date.now = () => now() + 600_000 }`],
  ['a clock ten minutes behind', `${wallet({})}; { const { now } = Date; Date.now = () => now() - 600_000 }`],
  [
    'a fetch of another app',
    `${wallet({})}; { const real = fetch; window.fetch = async function (url, init) { const answer = await real(url, { ...init, signal: undefined }); answer.clone().text().catch(() => {}); return answer } }`,
  ],
]
type Fault = {
  readonly path: string
  readonly route: (route: Route) => Promise<unknown>
  /** What the card says; absent if the block goes on by itself. */
  readonly says?: RegExp
}
const html =
  (status = 200) =>
  (route: Route) =>
    route.fulfill({ status, contentType: 'text/html', body: '<!doctype html><h1>Password</h1>' })
const json = (status: number, body: object) => (route: Route) => route.fulfill({ status, json: body })
const NONCE = '**/apps/palisade/nonce'
const UNLOCK = '**/apps/palisade/unlock'
const NETWORKS: Readonly<Record<string, Fault>> = {
  'the first nonce is HTML': { path: NONCE, route: html() },
  'the first nonce fails': { path: NONCE, route: json(503, { code: 'ERR_DATABASE_AWAY' }) },
  'the first nonce is lost': { path: NONCE, route: (route) => route.abort() },
  'the unlock is HTML': { path: UNLOCK, route: html(), says: /The shop didn’t answer as expected/ },
  'the unlock is HTML of 404': { path: UNLOCK, route: html(404), says: /The shop didn’t answer as expected/ },
  'the unlock is limited': {
    path: UNLOCK,
    route: json(429, { code: 'ERR_RATE_LIMITED' }),
    says: /very busy/,
  },
  'the unlock fails': {
    path: UNLOCK,
    route: json(500, { code: 'ERR_INTERNAL' }),
    says: /couldn’t unlock this just now/,
  },
  'the unlock is lost': { path: UNLOCK, route: (route) => route.abort(), says: /Check your connection/ },
  'the answer to the unlock is lost': {
    path: UNLOCK,
    route: async (route) => {
      await route.fetch()
      await route.abort()
    },
    says: /Check your connection/,
  },
  'the cart is HTML': { path: '**/cart.js', route: html(), says: /couldn’t put the offer into your cart/ },
  'the cart is of another shape': {
    path: '**/cart.js',
    route: json(200, {}),
    says: /couldn’t put the offer into your cart/,
  },
}

describe('two faults at once', () => {
  test.each(BROWSERS)(
    'behavior: %s, and each fault of a network: a true sentence, one press, and the price',
    async (_, script) => {
      for (const [name, { path, route, says }] of Object.entries(NETWORKS)) {
        const { page, context } = await open(script)
        await page.route(path, route, { times: 1 })
        await connect(page)
        if (says) {
          await waitFor(page, 'failed')
          expect(await words(page), name).toMatch(says)
          expect(await words(page), name).not.toContain('Your wallet didn’t')
          expect(await proofs(page), name).toEqual([0, {}])
          await page.getByRole('button', { name: 'Try again' }).click()
        }
        await waitFor(page, 'unlocked')
        expect(await page.locator(PROOF).count(), name).toBeGreaterThan(0)
        expect(await buy(page), name).toContain('96.00')
        await context.close()
      }
    },
    600_000,
  )
})

describe('a wallet that lies to the server', () => {
  test.each([
    [
      'signs with another key',
      `if (method === 'personal_sign') return window.signForTest(params[0], 'nobody')`,
      /answer didn’t match/,
    ],
    [
      'signs another text',
      `if (method === 'personal_sign') return window.signForTest('0x' + '41'.repeat(20), 'holder')`,
      /answer didn’t match/,
    ],
    [
      'signs nonsense',
      `if (method === 'personal_sign') return '<script>alert(1)</script>'`,
      /answer didn’t match|couldn’t unlock/,
    ],
    [
      'signs an empty text',
      `if (method === 'personal_sign') return ''`,
      /answer didn’t match|couldn’t unlock|didn’t answer as expected/,
    ],
    [
      'signs without end',
      `if (method === 'personal_sign') return '0x' + '1'.repeat(100000)`,
      /couldn’t unlock|answer didn’t match/,
    ],
    [
      'shows an account that is none',
      `if (method === 'eth_requestAccounts') return ['0x<img src=x onerror=alert(1)>']`,
      /couldn’t unlock|didn’t answer as expected/,
    ],
    [
      'shows the account of another owner',
      `if (method === 'eth_requestAccounts') return ['0x${'cD'.repeat(20)}']`,
      /answer didn’t match/,
    ],
  ])('refuses: one that %s', async (_, request, says) => {
    const { page } = await open(wallet({ request }))
    await connect(page)
    await waitFor(page, 'failed')
    expect(await words(page)).toMatch(says)
    expect(await proofs(page)).toEqual([0, {}])
    await page.getByRole('button', { name: 'Use another wallet' }).click()
    await page.getByRole('button', { name: 'Holder wallet' }).click()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await waitFor(page, 'unlocked')
  })

  test('refuses: one that changes its account after it signed, for what the new account would open', async () => {
    const request = `if (method === 'personal_sign') setTimeout(() => show('0x${'cD'.repeat(20)}'), 200)`
    const { page } = await open(wallet({ request }))
    await connect(page)
    await waitFor(page, 'unlocked')
    await expect.poll(() => words(page)).toContain('Your wallet now shows')
    expect(await words(page)).toContain('Add it?')
  })
})

describe('a browser without cookies', () => {
  test('behavior: the card unlocks, and the form has the proof, though the shop knows no cart', async () => {
    const { page } = await open(wallet({}), (context) =>
      context.route(`${demo.facts.storefront}/**`, async (route) => {
        const request = route.request()
        const { cookie: _, ...headers } = await request.allHeaders()
        const sent = { method: request.method(), headers, body: request.postData() }
        const response = await fetch(request.url(), { ...sent, redirect: 'manual' })
        const { status } = response
        const kept = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'))
        await route.fulfill({ status, headers: kept, body: Buffer.from(await response.arrayBuffer()) })
      }),
    )
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await page.evaluate('document.cookie')).toBe('')
    expect(await page.locator(PROOF).count()).toBeGreaterThan(0)
    await page.reload()
    await waitFor(page, 'unlocked')
  })
})

describe('two tabs and the back button', () => {
  test('behavior: a tab that disconnects closes the other, also while that one adds a wallet', async () => {
    const { page, context } = await open(wallet({ delayMs: 1500 }))
    await connect(page)
    await waitFor(page, 'unlocked')
    const other = await context.newPage()
    await other.goto(`${demo.facts.storefront}${JACKET}`)
    await waitFor(other, 'unlocked')
    await page.getByRole('button', { name: 'Add another wallet' }).click()
    await page.getByRole('button', { name: 'Mine', exact: true }).click()
    await expect.poll(() => stateOf(page)).toBe('signing')
    await other.getByRole('button', { name: 'Disconnect' }).click()
    await waitFor(other, 'locked')
    await expect.poll(() => stateOf(page), { timeout: 20_000 }).toMatch(/unlocked|failed|locked/)
    if ((await stateOf(page)) === 'failed') {
      expect(await words(page)).toMatch(/confirm once more/)
      await page.getByRole('button', { name: 'Try again' }).click()
      await waitFor(page, 'unlocked')
    }
    if ((await stateOf(page)) === 'locked') await connect(page)
    await waitFor(page, 'unlocked')
    await other.reload()
    await waitFor(other, 'unlocked')
  })

  test('behavior: the page behind the back button shows what is so now', async () => {
    const { page } = await open(wallet({}))
    await page.goto(`${demo.facts.storefront}/products/camp-mug`)
    await connect(page)
    await waitFor(page, 'unlocked')
    await page.goBack()
    await waitFor(page, 'unlocked')
    await page.goForward()
    await waitFor(page, 'unlocked')
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await waitFor(page, 'locked')
    await page.goBack()
    await waitFor(page, 'locked')
    expect(await page.locator(PROOF).count()).toBe(0)
  })
})
