import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/*
 * The blocks of buyers' pages in a browser: each runs in a worker with remote-dom's document, and asks the built server across
 * origins. The pages around them are the stand-in's.
 */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const ADA = 7_766_554_433_221
const SHOTS = process.env.PALISADE_SHOTS

/** A picture of the page, wide and narrow, if a folder for pictures is given. */
async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return
  await mkdir(SHOTS, { recursive: true })
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 1000 })
    await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` })
  }
}

const block = (page: Page) => page.locator('#surface')

/** Connect a wallet on the page of the gated mug, and buy it. */
async function buyMug(page: Page): Promise<void> {
  const { storefront } = demo.facts
  await page.goto(`${storefront}/products/camp-mug`)
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Holder wallet' }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.locator('palisade-gate[data-panel="unlocked"]').waitFor()
  const added = page.waitForResponse('**/cart/add.js')
  await page.locator('button[name="add"]').click()
  await added
  await page.goto(`${storefront}/checkout`)
  await page.getByRole('button', { name: 'Complete order' }).click()
  await page.waitForURL(/thank-you/)
}

test('default: a guest reads on the thank-you page what the wallet opened, and nobody else does', async () => {
  const page = await (await openPerson()).newPage()
  await buyMug(page)
  await block(page).getByText('gave you access to Camp Mug').waitFor({ timeout: 60_000 })
  expect(await block(page).innerText()).toMatch(/Your wallet 0x\w\w…\w\w opened €5\.50 off Camp Mug\./)
  await shoot(page, 'thank-you')
  // A guest has no account, and a page without an account no block.
  await page.goto(`${demo.facts.storefront}/account`)
  expect(await block(page).count()).toBe(0)
})

test('default: a customer reads it in the account, and signs the wallets out', async () => {
  const page = await (await openPerson()).newPage()
  const { storefront } = demo.facts
  await page.request.post(`${storefront}/account/login`, { form: { customer_id: String(ADA) } })
  await page.goto(`${storefront}/account`)
  await block(page).getByText('No wallet is linked to your account.').waitFor()
  await shoot(page, 'account-empty')
  await buyMug(page)
  await block(page).getByText('gave you access to Camp Mug').waitFor({ timeout: 60_000 })
  await page.goto(`${storefront}/account`)
  await block(page).getByRole('heading', { name: 'Wallets and unlocks' }).waitFor()
  await block(page)
    .getByText(/#\d+ · .* · Your wallet/)
    .first()
    .waitFor()
  await shoot(page, 'account')
  await page.locator('[data-order] a').first().click()
  await block(page).getByText('gave you access to Camp Mug').waitFor()
  await shoot(page, 'order-status')
  // In another language the whole block is.
  await page.goto(`${page.url()}?locale=de`)
  await block(page).getByText('hat dir Zugang zu Camp Mug gegeben').waitFor()
  expect(await block(page).getByRole('heading').innerText()).toBe('Mit deiner Wallet freigeschaltet')
})

test('behavior: without the app the block says so, and tries again', async () => {
  const page = await (await openPerson()).newPage()
  await page.route('**/surfaces/order', (route) => route.abort())
  await buyMug(page)
  await block(page).getByText('We couldn’t load what your wallet unlocked.').waitFor()
  expect(await block(page).innerText()).toContain('Your order is not affected.')
  await shoot(page, 'thank-you-failed')
  await page.unroute('**/surfaces/order')
  await block(page).getByRole('button', { name: 'Try again' }).click()
  await block(page).getByText('gave you access to Camp Mug').waitFor({ timeout: 60_000 })
})
