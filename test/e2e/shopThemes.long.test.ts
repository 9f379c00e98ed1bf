import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { THEMES, type ThemeName } from '../standin/shopify/storefront/createThemes.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* The whole way of a holder in each theme of the stand-in: the shop's own, one like Dawn, one like Horizon. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const JACKET = '/products/varsity-jacket'

async function openTheme(theme: ThemeName, path = JACKET): Promise<Page> {
  const person: BrowserContext = await openPerson()
  const { privateKey } = demo.facts.chains.ethereum.wallets.holder
  await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
  const page = await person.newPage()
  await page.goto(`${demo.facts.storefront}${path}?theme=${theme}`)
  return page
}

const block = (page: Page) => page.locator('palisade-gate:visible').first()
const state = (page: Page, name: string) =>
  page.locator(`palisade-gate[data-state="${name}"]`).first().waitFor()
async function unlock(page: Page): Promise<void> {
  await block(page).getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Mine' }).click()
  await state(page, 'unlocked')
}
async function pressAdd(page: Page): Promise<void> {
  const added = page.waitForResponse(/\/cart\/add/)
  await page.locator('button[name="add"]').first().click()
  await added
}
const total = (page: Page) => page.locator('[data-total]').first().innerText()

describe.each(THEMES)('a list of products in the theme %s', (theme) => {
  test('behavior: each gated product has one badge, in the collection and in the search, without a request', async () => {
    const page = await openTheme(theme, '/collections/all')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const badges = page.locator('.palisade-badge')
    await expect.poll(() => badges.count()).toBeGreaterThan(1)
    const card = page.locator('li', { hasText: 'Varsity Jacket' })
    expect(await card.locator('.palisade-badge').allInnerTexts()).toEqual([
      expect.stringContaining('holders'),
    ])
    // A theme that filters renders the list anew.
    await page.evaluate(() => {
      const list = document.querySelector('main ul')
      for (const badge of list?.querySelectorAll('.palisade-badge') ?? []) badge.remove()
      list?.append('')
    })
    await expect.poll(() => card.locator('.palisade-badge').count()).toBe(1)
    expect(asked).toEqual([])
    await page.goto(`${demo.facts.storefront}/search?q=jacket`)
    await expect.poll(() => badges.count()).toBe(1)
  })
})

describe.each(THEMES)('a holder in the theme %s', (theme) => {
  test('behavior: unlocks, chooses another size, adds, and pays the holders’ price', async () => {
    const page = await openTheme(theme)
    await unlock(page)
    expect(await block(page).innerText()).toContain('96.00')
    await page.locator('input[type=radio]').nth(1).check({ force: true })
    await expect.poll(() => page.url()).toMatch(/variant=\d+/)
    await state(page, 'unlocked')
    await expect.poll(() => block(page).innerText()).toContain('96.00')
    await pressAdd(page)
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await total(page)).toContain('96.00')
    expect(await page.locator('[role=alert]:visible', { hasText: /\w/ }).count()).toBe(0)
  })

  test('behavior: Buy it now carries the proof', async () => {
    const page = await openTheme(theme)
    await unlock(page)
    await page.locator('[data-buy-now]').first().click()
    await page.waitForURL(/checkout/)
    expect(await total(page)).toContain('96.00')
  })

  test('behavior: adds first, unlocks in the cart, and the cart shows the new total', async () => {
    const page = await openTheme(theme)
    await pressAdd(page)
    await page.goto(`${demo.facts.storefront}/cart`)
    let loads = 0
    page.on('load', () => {
      loads += 1
    })
    await unlock(page)
    await expect.poll(() => page.locator('[data-cart-total]').innerText()).toContain('96.00')
    await state(page, 'unlocked')
    // A theme that configures the standard actions refreshes in place; another one is reloaded once.
    expect(loads).toBe(theme === 'market' ? 1 : 0)
  })
})
