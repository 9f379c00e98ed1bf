import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { HOSTILE_THEMES, type HostileTheme, pressAdd } from './hostileThemes.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* Themes that treat the block badly. The shopper gets the holders' price, or reads why not. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

async function openTheme(theme: HostileTheme): Promise<Page> {
  const person: BrowserContext = await openPerson()
  const { privateKey } = demo.facts.chains.ethereum.wallets.holder
  await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
  if (theme.script) await person.addInitScript(theme.script)
  const page = await person.newPage()
  await page.route('**/products/varsity-jacket', async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    const body = theme.rewrite ? theme.rewrite(html) : html
    if (theme.rewrite) expect(body).not.toBe(html)
    const policy = theme.policy && { 'content-security-policy': theme.policy }
    await route.fulfill({ response, body, headers: { ...response.headers(), ...policy } })
  })
  await page.goto(`${demo.facts.storefront}${theme.path ?? '/products/varsity-jacket'}`)
  await theme.before?.(page)
  return page
}

const block = (page: Page) => page.locator('palisade-gate:visible').first()

describe('a holder in a theme that', () => {
  test.each(HOSTILE_THEMES)('behavior: $name', async (theme) => {
    const page = await openTheme(theme)
    await block(page).getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Mine' }).click()
    if (theme.says) {
      await page.locator('palisade-gate[data-state="failed"]').first().waitFor()
      expect(await block(page).innerText()).toMatch(theme.says)
      return
    }
    await page.locator('palisade-gate[data-state="unlocked"]').first().waitFor()
    await theme.after?.(page)
    await (theme.buy ?? pressAdd)(page)
    if (!page.url().includes('/checkout')) await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await page.locator('[data-total]').first().innerText()).toContain('96.00')
    expect(await page.locator('[role=alert]:visible', { hasText: /\w/ }).count()).toBe(0)
  })
})
