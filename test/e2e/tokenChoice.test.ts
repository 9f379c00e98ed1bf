import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { listViolations } from './checkCard.ts'
import { openDemo } from './openDemo.ts'
import { openTokenStore } from './openTokenStore.ts'
import { submitForm } from './submitForm.ts'

/* A shopper with three NFTs at a gate that each NFT opens once chooses which of them is used up. */
const SHOTS = process.env.SHOTS
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe('the token that is used up', () => {
  test('default: a shopper chooses another one, and the next cart gets what is left', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card, summary } = await openPage()
    const asked = page.waitForRequest('**/apps/palisade/renew')
    await summary.click()
    // It renews no gate: a look keeps no use for longer.
    const { request } = JSON.parse(`${(await asked).postData()}`)
    expect(JSON.parse(request)).toMatchObject({ gates: [], lines: [], tokens: { locale: 'en' } })
    const tokens = card.locator('.palisade-token-list button')
    await expect
      .poll(() => tokens.allInnerTexts())
      .toEqual([
        'Night Owl #7\nUsed for this order',
        'Night Owl #1180\nNot used yet',
        'Night Owl #4021\nNot used yet',
      ])
    // The pictures are those that the contract draws.
    const areDrawn = () =>
      tokens
        .locator('img')
        .evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0))
    await expect.poll(areDrawn).toBe(true)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/tokenChoice.png`, fullPage: true })
    expect(await listViolations(page)).toEqual([])
    // By keyboard, and the focus stays.
    await tokens.nth(2).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => tokens.nth(2).getAttribute('aria-pressed')).toBe('true')
    expect(await tokens.nth(0).innerText()).toBe('Night Owl #7\nNot used yet')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Night Owl #4021')

    const other = await openPage()
    await other.summary.click()
    const theirs = other.card.locator('.palisade-token-list button')
    await expect
      .poll(() => theirs.allInnerTexts())
      .toEqual([
        'Night Owl #7\nUsed for this order',
        'Night Owl #1180\nNot used yet',
        'Night Owl #4021\nIn another cart',
      ])
    expect(await listViolations(other.page)).toEqual([])
    // One that another cart has cannot be chosen.
    await theirs.nth(2).click({ force: true })
    expect(await theirs.nth(2).getAttribute('aria-pressed')).toBe('false')
    expect(await theirs.nth(0).getAttribute('aria-pressed')).toBe('true')
    // Taken meanwhile: the list then says what is so.
    await tokens.nth(1).click()
    await expect.poll(() => tokens.nth(1).getAttribute('aria-pressed')).toBe('true')
    await theirs.nth(1).click()
    await expect.poll(() => theirs.nth(1).innerText()).toBe('Night Owl #1180\nIn another cart')
    expect(await theirs.nth(0).innerText()).toBe('Night Owl #7\nUsed for this order')
  })

  test('behavior: the list speaks the shopper’s language, from right to left, in another theme', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card } = await openPage('?theme=likeDawn&locale=ar')
    await card.getByText('اختيار الرمز').click()
    await card.getByText('مُستخدَم لهذا الطلب').waitFor()
    expect(await listViolations(page)).toEqual([])
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/tokenChoice-ar.png` })
  })

  test('behavior: an order uses up the chosen token, and no other', async () => {
    const { storefront, openPage } = await openTokenStore(demo)
    const { page, card, summary } = await openPage()
    await summary.click()
    const tokens = card.locator('.palisade-token-list button')
    await tokens.nth(1).click()
    await expect.poll(() => tokens.nth(1).getAttribute('aria-pressed')).toBe('true')
    await submitForm(page, 'add')
    const cookies = await page.context().cookies()
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    expect(await buy(storefront, cookie)).toMatchObject({
      lines: [{ discounts: [{ title: expect.any(String) }] }],
    })
    const readStates = async () => {
      const next = await openPage()
      await next.summary.click()
      const theirs = next.card.locator('.palisade-token-list button')
      await expect.poll(() => theirs.count()).toBe(3)
      return theirs.locator('small').allInnerTexts()
    }
    await expect
      .poll(readStates, { timeout: 60_000 })
      .toEqual(['Used for this order', 'Already used', expect.any(String)])
  })

  test('refuses: to show what it does not know, while the app cannot be reached', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card, summary } = await openPage()
    await page.route('**/apps/palisade/renew', (route) => route.abort())
    await summary.click()
    await card.getByText('The shop didn’t answer as expected').waitFor()
    expect(await card.locator('.palisade-token-list button').count()).toBe(0)
    await page.unroute('**/apps/palisade/renew')
    await summary.click()
    await summary.click()
    await expect.poll(() => card.locator('.palisade-token-list button').count()).toBe(3)
  })
})

/** Complete the checkout of a browser's cart. */
async function buy(storefront: string, cookie: string): Promise<unknown> {
  const response = await fetch(`${storefront}/checkout/complete`, {
    method: 'POST',
    headers: { cookie, accept: 'application/json' },
  })
  return ((await response.json()) as { order?: unknown }).order
}
