import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* The blocks beside the card of the product: wallet button, my unlocks, the embed, and the theme editor. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const VIEWS = [
  ['market', 390],
  ['market', 1280],
  ['likeHorizon', 390],
  ['likeHorizon', 1280],
] as const
type View = (typeof VIEWS)[number]
const PATIENCE = { timeout: 20_000 }
const JACKET = '/products/varsity-jacket'

type Placed = Record<string, { on?: string[]; settings?: Record<string, unknown> }>
async function place(blocks: Placed): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ blocks })
  const answer = await fetch(`${demo.facts.storefront}/standin/settings`, { method: 'POST', headers, body })
  expect(answer.ok).toBe(true)
}

type Opened = {
  page: Page
  person: BrowserContext
  signed: readonly string[]
  go: (path: string) => Promise<void>
}
async function open([theme, width]: View, path: string): Promise<Opened> {
  const person = await openPerson({ width, height: 844 })
  const { privateKey } = demo.facts.chains.ethereum.wallets.holder
  const { signed } = await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
  const page = await person.newPage()
  const go = async (to: string) => {
    await page.goto(`${demo.facts.storefront}${to}${to.includes('?') ? '&' : '?'}theme=${theme}`)
  }
  await go(path)
  return { page, person, signed, go }
}

/** What axe finds in our elements, and by how many pixels the page is wider than the screen. */
async function checkLooks(page: Page, name: string): Promise<void> {
  const { SHOTS } = process.env
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const root = document.documentElement
    const { violations } = await (Reflect.get(window, 'axe') as typeof axe).run('.shopify-app-block')
    const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    return root.scrollWidth > root.clientWidth ? [...faults, 'wider than the screen'] : faults
  })
  expect(found).toEqual([])
}

const wallet = (page: Page) => page.locator('.palisade-account')
const card = (page: Page) => page.locator('palisade-gate:not(.palisade-account)').first()
const shows = (block: ReturnType<Page['locator']>, state: string) =>
  expect.poll(() => block.getAttribute('data-state'), PATIENCE).toBe(state)
const listRenewals = (page: Page): string[] => {
  const asked: string[] = []
  page.on('request', (request) => /\/apps\/palisade\/renew/.test(request.url()) && asked.push(request.url()))
  return asked
}
async function connect(block: ReturnType<Page['locator']>): Promise<void> {
  await block.getByRole('button', { name: 'Connect wallet' }).click()
  await block.getByRole('button', { name: 'Mine' }).click()
  await shows(block, 'unlocked')
}

describe.each(VIEWS)('the embed in the theme %s at %s px', (...view) => {
  test('behavior: without a visit a page without a gate loads neither the card’s script nor anything of the app', async () => {
    await place({})
    const { page, go } = await open(view, JACKET)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await go('/collections/all')
    await page.locator('.palisade-badge').first().waitFor()
    expect(asked.filter((url) => /palisade-gate|apps\/palisade/.test(url))).toEqual([])
  })

  test('behavior: what is added on a page without a gate gets its proof, and once for each set of products', async () => {
    await place({})
    const { page, go, signed } = await open(view, JACKET)
    await connect(card(page))
    await go('/collections/all')
    const renewals = listRenewals(page)
    // A cart without the proof that the card wrote, then a product added by a script of the theme.
    const id = await page.evaluate(async (path) => {
      const post = async (to: string, body: object) => {
        const headers = { 'content-type': 'application/json' }
        await (await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) })).json()
      }
      await post('/cart/update.js', { attributes: { _palisade: '' } })
      const { variants } = await (await fetch(`${path}.js`)).json()
      await post('/cart/add.js', { id: variants[0].id, quantity: 1 })
      return variants[0].id as number
    }, JACKET)
    expect(id).toBeGreaterThan(0)
    const readProof = () =>
      page.evaluate(async () => (await (await fetch('/cart.js')).json()).attributes._palisade ?? '')
    await expect.poll(readProof, PATIENCE).toMatch(/~\w{32}$/)
    // A theme that configures Shopify's standard action shows the new total in its drawer, in place.
    if (view[0] === 'likeHorizon')
      await expect.poll(() => page.locator('[data-drawer-total]').textContent(), PATIENCE).toContain('96.00')
    await go('/checkout')
    expect(await page.locator('[data-total]').first().innerText()).toContain('96.00')
    expect(signed).toHaveLength(1)
    expect(renewals).toHaveLength(1)
  })
})

describe.each(VIEWS)('the wallet button in the theme %s at %s px', (...view) => {
  test('behavior: one signature opens the product’s card too; the menu works by keyboard, and disconnects both', async () => {
    await place({ wallet: {} })
    const { page, go, signed } = await open(view, '/')
    await checkLooks(page, `wallet-locked-${view.join('-')}`)
    await connect(wallet(page))
    expect(await wallet(page).locator('.palisade-menu > summary').innerText()).toMatch(/^0x\w\w…\W?\w\w$/)
    await go(JACKET)
    await shows(card(page), 'unlocked')
    await shows(wallet(page), 'unlocked')
    expect(signed).toHaveLength(1)
    await wallet(page).locator('.palisade-menu > summary').focus()
    await page.keyboard.press('Enter')
    await checkLooks(page, `wallet-menu-${view.join('-')}`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Disconnect')
    await page.keyboard.press('Enter')
    await shows(wallet(page), 'locked')
    await shows(card(page), 'locked')
    await page.reload()
    await shows(wallet(page), 'locked')
  })

  test('refuses: a visit that the server does not know is not shown as connected', async () => {
    await place({ wallet: {} })
    const { page, go } = await open(view, '/')
    await connect(wallet(page))
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.startsWith('palisade:visit:')) as string
      const visit = JSON.parse(localStorage.getItem(key) as string)
      localStorage.setItem(key, JSON.stringify({ ...visit, session: 'f'.repeat(64) }))
    })
    await go('/')
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('fffff')
    await shows(wallet(page), 'locked')
  })

  test('behavior: in the cart the button unlocks the card, and the page shows the holders’ total', async () => {
    await place({ wallet: {} })
    const { page, go, signed } = await open(view, JACKET)
    const added = page.waitForResponse(/\/cart\/add/)
    await page.locator('button[name="add"]').first().click()
    await added
    await go('/cart')
    await connect(wallet(page))
    await expect.poll(() => page.locator('[data-cart-total]').innerText(), PATIENCE).toContain('96.00')
    await shows(card(page), 'unlocked')
    expect(signed).toHaveLength(1)
  })

  test('behavior: a card that is locked follows the button without another signature', async () => {
    await place({ wallet: {} })
    const { page, signed } = await open(view, JACKET)
    await connect(wallet(page))
    await shows(card(page), 'unlocked')
    expect(signed).toHaveLength(1)
  })
})

describe.each(VIEWS)('my unlocks in the theme %s at %s px', (...view) => {
  test('behavior: lists what the wallet opened, with links to the products, and asks once', async () => {
    await place({ unlocks: { on: ['page'], settings: { heading: 'My unlocks' } } })
    const { page } = await open(view, '/pages/club')
    await checkLooks(page, `unlocks-locked-${view.join('-')}`)
    await connect(card(page))
    const row = card(page).locator('[data-gate]:visible', { hasText: 'Night Owls' })
    expect(await row.getByRole('link', { name: 'Varsity Jacket' }).getAttribute('href')).toContain(JACKET)
    expect(await card(page).innerText()).toContain('Valid until')
    expect(await card(page).innerText()).toContain('Still locked')
    await checkLooks(page, `unlocks-open-${view.join('-')}`)
    const renewals = listRenewals(page)
    await page.reload()
    await shows(card(page), 'unlocked')
    expect(renewals).toHaveLength(1)
  })
})

describe.each(VIEWS)('gated content in the theme %s at %s px', (...view) => {
  const SECRET = 'The code of the club is HARBOR-77.'
  const gateOf = (name: string) => {
    const found = demo.facts.gates.find((gate) => gate.name === name)
    if (!found) throw new Error(`The demo has no gate ${name}.`)
    return found.id
  }
  /** Writes an entry for a gate, as a merchant does, and places the block with it and with the number of a gate. */
  async function write({
    handle,
    entryGate,
    blockGate,
  }: {
    handle: string
    entryGate: number | null
    blockGate: number
  }) {
    const body = {
      type: 'root',
      children: [
        { type: 'heading', level: 2, children: [{ type: 'text', value: 'Welcome' }] },
        { type: 'paragraph', children: [{ type: 'text', value: SECRET, bold: true }] },
        {
          type: 'paragraph',
          children: [
            { type: 'link', url: 'javascript:alert(1)', children: [{ type: 'text', value: '<b>no</b>' }] },
          ],
        },
      ],
    }
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${demo.facts.storefront}/standin/entries`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ handle, gate: entryGate, body }),
    })
    expect(await answer.text()).toContain('gid')
    await place({ content: { on: ['page'], settings: { gate: blockGate, entry: handle } } })
  }

  test('behavior: the entry is nowhere in the page until the wallet passes, and gone when it disconnects', async () => {
    const owls = gateOf('Night Owls holders')
    await write({ handle: 'club', entryGate: owls, blockGate: owls })
    const { page } = await open(view, '/pages/club')
    expect(await page.content()).not.toContain('HARBOR-77')
    await checkLooks(page, `content-locked-${view.join('-')}`)
    await connect(card(page))
    const content = page.locator('[data-palisade-content]')
    await content.getByText(SECRET).waitFor()
    expect(await content.getByRole('heading', { level: 2 }).innerText()).toBe('Welcome')
    // Text never becomes markup, and no link runs a script.
    expect(await content.locator('b').count()).toBe(0)
    expect(await content.locator('a[href]').count()).toBe(0)
    await checkLooks(page, `content-open-${view.join('-')}`)
    await page.reload()
    await content.getByText(SECRET).waitFor()
    await card(page).getByRole('button', { name: 'Disconnect' }).click()
    await shows(card(page), 'locked')
    expect(await page.content()).not.toContain('HARBOR-77')
  })

  test('refuses: an entry of another gate than the block names, whatever the request says', async () => {
    const owls = gateOf('Night Owls holders')
    const lights = gateOf('Harbor Lights holders')
    await write({ handle: 'lights', entryGate: lights, blockGate: owls })
    const { page } = await open(view, '/pages/club')
    const answers: string[] = []
    page.on('response', async (response) => {
      if (response.url().includes('/apps/palisade/renew')) answers.push(await response.text())
    })
    await connect(card(page))
    await page.locator('[data-palisade-fault]').waitFor()
    expect(await page.content()).not.toContain('HARBOR-77')
    expect(answers.join()).not.toContain('HARBOR-77')
    await write({ handle: 'nobody', entryGate: null, blockGate: owls })
    await page.reload()
    await page.locator('[data-palisade-fault]').waitFor()
    expect(answers.length).toBeGreaterThan(1)
    expect(answers.join()).not.toContain('HARBOR-77')
  })
})

describe.each(VIEWS)('the theme editor in the theme %s at %s px', (...view) => {
  test('behavior: every state is picked from a list, and no wallet, cart or server is asked', async () => {
    await place({ wallet: {} })
    const { page } = await open(view, `${JACKET}?design=1`)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    expect(await page.locator('palisade-gate').count()).toBe(0)
    const block = page.locator('palisade-preview:not(.palisade-account)')
    const picker = page.locator('main select[data-palisade-preview]')
    const states = await picker
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
    expect(states).toHaveLength(23)
    const told = new Set<string>()
    for (const state of states) {
      await picker.selectOption(state)
      await page.waitForFunction(
        (name) =>
          (name === 'no_wallet') ===
            !!document.querySelector('palisade-preview dialog[open]:not(:has(li button))') ||
          name === 'choosing',
        state,
      )
      const text = await block.innerText()
      expect(text).not.toMatch(/undefined|\[\w+\]/)
      told.add(text)
      if (['locked', 'choosing', 'unlocked', 'unmet'].includes(state))
        await checkLooks(page, `editor-${state}-${view.join('-')}`)
    }
    expect(told.size).toBe(states.length)
    await picker.selectOption('locked')
    await block.getByRole('button', { name: 'Connect wallet' }).click()
    expect(await page.evaluate(() => Reflect.get(window, 'asked'))).toEqual([])
    // The QR code of the page is a picture.
    const calls = asked.filter((url) => /\/apps\/|cart|wallet\.js/.test(url) && !url.includes('/qr?'))
    expect(calls).toEqual([])
  })
})
