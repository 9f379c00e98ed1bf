import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* A merchant who does one thing of the set-up and skips the rest: nothing that shoppers see is untrue or dead. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const JACKET = '/products/varsity-jacket'
const PATIENCE = { timeout: 20_000 }
const GONE = { on: [] }

type Placed = Record<string, { on?: string[]; settings?: Record<string, unknown> }>
async function place(blocks: Placed): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const send = (body: object) =>
    fetch(`${demo.facts.storefront}/standin/settings`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
  expect((await send({ blocks })).ok).toBe(true)
  onTestFinished(async () => {
    await send({ blocks: {} })
  })
}

type Opened = { page: Page; faults: string[]; asked: string[]; go: (path: string) => Promise<void> }
async function open(path: string): Promise<Opened> {
  const person = await openPerson()
  const { privateKey } = demo.facts.chains.ethereum.wallets.holder
  await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
  const page = await person.newPage()
  const faults: string[] = []
  const asked: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => asked.push(request.url()))
  const go = async (to: string) => {
    await page.goto(`${demo.facts.storefront}${to}`)
  }
  await go(path)
  return { page, faults, asked, go }
}

const card = (page: Page) => page.locator('palisade-gate:visible').first()
const shows = (page: Page, state: string) =>
  expect.poll(() => card(page).getAttribute('data-state'), PATIENCE).toBe(state)
async function unlock(page: Page): Promise<void> {
  await card(page).getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Mine' }).click()
  await shows(page, 'unlocked')
}
async function add(page: Page): Promise<void> {
  const added = page.waitForResponse(/\/cart\/add/)
  await page.locator('button[name="add"]').first().click()
  await added
}
const total = (page: Page) => page.locator('[data-total]').first().innerText()
const hasAlert = (page: Page) => page.locator('[role=alert]:visible', { hasText: /\w/ }).count()

describe('a merchant who', () => {
  test('behavior: adds the block of the product alone sells at the holders’ price, and the cart shows it', async () => {
    await place({ cart: GONE, badges: GONE })
    const { page, faults, go } = await open(JACKET)
    await unlock(page)
    await add(page)
    await go('/cart')
    expect(await page.locator('palisade-gate').count()).toBe(0)
    await expect.poll(() => page.locator('[data-cart-total]').innerText(), PATIENCE).toContain('96.00')
    await go('/checkout')
    expect(await total(page)).toContain('96.00')
    expect(await hasAlert(page)).toBe(0)
    expect(faults).toEqual([])
  })

  test('behavior: adds the embed alone shows badges, asks nothing of the app, and sells at the regular price', async () => {
    await place({ gate: GONE, cart: GONE })
    const { page, faults, asked, go } = await open('/collections/all')
    await page.locator('.palisade-badge').first().waitFor()
    await go(JACKET)
    expect(await page.locator('palisade-gate, .palisade-gate').count()).toBe(0)
    await add(page)
    await go('/checkout')
    expect(await total(page)).toContain('120.00')
    expect(asked.filter((url) => /palisade-gate|apps\/palisade/.test(url))).toEqual([])
    expect(faults).toEqual([])
  })

  test('behavior: removes the block while a shopper is connected takes nothing from the shopper, who goes on when it is back', async () => {
    await place({})
    const { page, faults, go } = await open(JACKET)
    await unlock(page)
    await add(page)
    await place({ gate: GONE, cart: GONE })
    await page.reload()
    expect(await page.locator('palisade-gate:visible').count()).toBe(0)
    await go('/checkout')
    expect(await total(page)).toContain('96.00')
    expect(await hasAlert(page)).toBe(0)
    await place({})
    await go(JACKET)
    await shows(page, 'unlocked')
    expect(faults).toEqual([])
  })

  test('behavior: puts it onto pages of every kind has a card where there is a product alone', async () => {
    await place({ gate: { on: ['product', 'collection', 'index', 'page', 'cart'] } })
    const { page, faults, go } = await open('/')
    for (const path of ['/', '/collections/all', '/pages/club']) {
      await go(path)
      for (const one of await page.locator('palisade-gate:visible').all())
        expect(await one.innerText()).not.toMatch(/undefined|translation missing|\[\w+\]/i)
    }
    await go(JACKET)
    await unlock(page)
    expect(faults).toEqual([])
  })

  test('behavior: chooses no entry for gated content asks no shopper for a wallet', async () => {
    const owls = demo.facts.gates.find(({ name }) => name === 'Night Owls holders')
    await place({ content: { on: ['page'], settings: { gate: owls?.id } } })
    const { page, go } = await open('/pages/club')
    expect(await page.locator('palisade-gate').count()).toBe(0)
    await go('/pages/club?design=1')
    expect(await page.locator('main').innerText()).toContain('No entry is chosen.')
  })

  test('behavior: adds the block in the theme editor, after the page has loaded, sees each state', async () => {
    await place({})
    const { page } = await open(`${JACKET}?design=1`)
    // The editor puts a new block into the page as HTML, and loads its scripts then, in any order.
    await page.route('**/palisade-gate.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      await route.continue()
    })
    const html = await page
      .locator('.shopify-app-block', { has: page.locator('palisade-preview') })
      .first()
      .innerHTML()
    await page.goto(`${demo.facts.storefront}/pages/club?design=1`)
    await page.evaluate((block) => {
      const place = document.createElement('div')
      place.innerHTML = block
      document.querySelector('main')?.append(place)
      for (const src of ['palisade-editor.js', 'palisade-gate.js']) {
        const script = document.createElement('script')
        script.src = `/extensions/gate-block/assets/${src}`
        document.head.append(script)
      }
    }, html)
    const preview = page.locator('palisade-preview').last()
    await page.locator('select[data-palisade-preview]').last().selectOption('unlocked')
    await expect.poll(() => preview.innerText(), PATIENCE).toContain('Unlocked: 20% off')
  })
})
