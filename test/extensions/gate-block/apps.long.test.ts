import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { shareBrowser } from '../../e2e/openPerson.ts'
import { PATIENCE_MS } from '../../standin/browser/launchBrowser.ts'
import { qrPicture } from './page/qrPicture.ts'
import { ape } from './page/seedGates.ts'
import { startPage } from './page/startPage.ts'

/* The card's dialog in a browser without a wallet: on phones of two widths, at a desk, without script. */

async function openBare({
  width,
  locale = 'en',
  hasScript = true,
}: {
  width: number
  locale?: string
  hasScript?: boolean
}) {
  const shop = await startPage({
    block: { gates: [{ number: 4, conditions: [ape] }], locale },
    proxy: () => qrPicture,
  })
  onTestFinished(shop.close)
  const isPhone = width < 800
  const context = await (await shareBrowser()).newContext({
    viewport: { width, height: isPhone ? 700 : 800 },
    isMobile: isPhone,
    hasTouch: isPhone,
    javaScriptEnabled: hasScript,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${shop.origin}/products/varsity-jacket`)
  return page
}
const open = (page: Page) => page.locator('[data-ref=connect]').click()

/** What axe finds in the open dialog. */
async function listViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const dialog = document.querySelector('dialog[open]') as Element
    const { violations } = await (Reflect.get(window, 'axe') as typeof axe).run(dialog)
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

describe('the dialog without a wallet', () => {
  test.each(
    ['en', 'de', 'fr', 'nl', 'pt-BR', 'ja', 'ar'].flatMap((locale) =>
      [320, 390, 1280].map((width) => [locale, width] as const),
    ),
  )('default: in %s at %s px nothing is cut off, and axe finds nothing', async (locale, width) => {
    const page = await openBare({ width, locale })
    await open(page)
    const shown = width < 800 ? '.palisade-phone' : '.palisade-desk'
    await page.locator(`dialog[open] ${shown}`).waitFor()
    const wide = await page.evaluate(() => {
      const sheet = document.querySelector('dialog[open] .palisade-apps') as Element
      const { right } = sheet.getBoundingClientRect()
      const outside = [...sheet.querySelectorAll('*')].filter(
        (one) => one.getBoundingClientRect().right > right + 1,
      )
      return [document.documentElement.scrollWidth > innerWidth, outside.length]
    })
    expect(wide).toEqual([false, 0])
    expect(await listViolations(page)).toEqual([])
  })

  test('behavior: every way is reached by keyboard, and the dialog closes by it', async () => {
    const page = await openBare({ width: 1280 })
    await page.locator('[data-ref=connect]').focus()
    await page.keyboard.press('Enter')
    await page.locator('dialog[open] .palisade-desk').waitFor()
    const reached: (string | null)[] = []
    for (let press = 0; press < 3; press++) {
      await page.keyboard.press('Tab')
      reached.push(
        await page.evaluate(
          () => document.activeElement?.ariaLabel ?? document.activeElement?.textContent?.trim() ?? null,
        ),
      )
    }
    expect(reached).toEqual(['Link to this page', 'Copy link', 'I don’t have a wallet'])
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog[open]').count()).toBe(0)
  })

  test('behavior: without script a phone reads the links in the card, and they open this page', async () => {
    const page = await openBare({ width: 390, hasScript: false })
    const link = page.locator('noscript').getByRole('link', { name: 'Rainbow' })
    expect(await link.isVisible()).toBe(true)
    expect(decodeURIComponent((await link.getAttribute('href')) ?? '')).toMatch(
      /^https:\/\/rnbwapp\.com\/dapp\?url=http.*\/products\/varsity-jacket\?country=US&variant=2001$/,
    )
  })

  test('behavior: a browser that forbids the clipboard has the link selected', async () => {
    const page = await openBare({ width: 1280 })
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await open(page)
    await page.getByRole('button', { name: 'Copy link' }).click()
    const selected = () => page.evaluate(() => (document.activeElement as HTMLInputElement).selectionEnd)
    await expect.poll(selected).toBeGreaterThan(20)
  })

  test('behavior: a wallet that is there needs no other way', async () => {
    const page = await openBare({ width: 390 })
    await page.evaluate(() => {
      const detail = { info: { uuid: 'a', name: 'Lantern' }, provider: { request: async () => null } }
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
      window.addEventListener('eip6963:requestProvider', () =>
        window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail })),
      )
    })
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await open(page)
    await page.getByRole('button', { name: 'Lantern' }).waitFor()
    expect(asked).not.toContain('/cart.js')
    expect(await page.locator('.palisade-phone').isVisible()).toBe(false)
  })
})
