import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openPerson } from '../standin/browser/openBrowser.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'

let demo: RunningDemo
let browser: Browser
beforeAll(async () => {
  demo = await openDemo()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

type Admin = { readonly page: Page; readonly app: FrameLocator }

async function openAdmin(): Promise<Admin> {
  const person = await openPerson(browser, { height: 1000 })
  const page = await person.newPage()
  await page.goto(demo.facts.admin)
  const app = page.frameLocator('iframe')
  await app.getByRole('heading', { name: 'Gates' }).waitFor()
  return { page, app }
}

/** Fill the form of a new gate up to its save bar; products are picked in Shopify's own dialog. */
async function fillGate(
  { page, app }: Admin,
  { name, product }: { name: string; product: string },
): Promise<void> {
  await app
    .getByRole('link', { name: 'Create gate' })
    .or(app.getByRole('button', { name: 'Create gate' }))
    .first()
    .click()
  await app.getByLabel('Name').fill(name)
  await app.getByRole('button', { name: 'Select products' }).click()
  await page.getByRole('checkbox', { name: product }).check()
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await app.getByText('1 product selected').waitFor()
  await app.getByLabel('Contract address').fill(demo.facts.chains.ethereum.contracts.erc20)
  await app.getByText('Harbor Coin').first().waitFor()
  await app.getByLabel('At least').fill('50')
  await app.getByLabel('Percent off').fill('25')
}

const save = ({ page }: Admin) => page.getByRole('button', { name: 'Save', exact: true }).click()

async function failNext(operation: string): Promise<void> {
  const body = JSON.stringify({ operation, userErrors: [{ message: 'Shopify is having a bad day.' }] })
  const headers = { 'content-type': 'application/json' }
  await fetch(`${demo.shopify.graphqlOrigin}/standin/fail`, { method: 'POST', headers, body })
}

async function readOffer(handle: string): Promise<string> {
  const person = await openPerson(browser)
  const page = await person.newPage()
  await page.goto(`${demo.facts.storefront}/products/${handle}`)
  const text = await page.locator('palisade-gate').innerText()
  await person.close()
  return text
}

describe('a merchant in the admin', () => {
  test('default: creates a gate and sees it on the storefront', async () => {
    const admin = await openAdmin()
    await fillGate(admin, { name: 'Coins for jackets', product: 'Varsity Jacket' })
    await save(admin)
    await admin.app.getByRole('heading', { name: 'Coins for jackets' }).waitFor()
    expect(await readOffer('varsity-jacket')).toContain('25% off for HRBR holders')
    await admin.page.goto(demo.facts.admin)
    const row = admin.app.getByRole('row', { name: /Coins for jackets/ })
    expect(await row.innerText()).toMatch(/Holds at least 50 HRBR on Ethereum[\s\S]*25% off[\s\S]*Active/)
  })

  test('behavior: wrong fields are told at the field, and nothing is saved', async () => {
    const { page, app } = await openAdmin()
    await app
      .getByRole('link', { name: 'Create gate' })
      .or(app.getByRole('button', { name: 'Create gate' }))
      .first()
      .click()
    await app.getByLabel('Name').fill('Half a gate')
    await app.getByLabel('Contract address').fill('night owls')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await app.locator('[id*="contract"][aria-invalid="true"]').waitFor()
    const text = await app.locator('body').innerText()
    expect(text.match(/address/gi)?.length).toBeGreaterThan(1)
    await page.goto(demo.facts.admin)
    expect(await app.getByText('Half a gate').count()).toBe(0)
  })

  test('behavior: a Shopify that fails leaves the gate pending with the reason; Retry finishes the job', async () => {
    const admin = await openAdmin()
    await fillGate(admin, { name: 'Coins for mugs', product: 'Camp Mug' })
    await failNext('metafieldsSet')
    await save(admin)
    await admin.app.getByText('Saved, but not fully live yet').waitFor()
    expect(await admin.app.locator('body').innerText()).toContain('Shopify is having a bad day.')
    expect(await readOffer('camp-mug')).not.toContain('25% off')
    await admin.app.getByRole('button', { name: 'Retry' }).click()
    await admin.app.getByText('Saved, but not fully live yet').waitFor({ state: 'detached' })
    expect(await readOffer('camp-mug')).toContain('25% off for HRBR holders')
  })

  test('behavior: a paused gate vanishes from the storefront and gives nothing any more', async () => {
    const { app } = await openAdmin()
    const row = app.getByRole('row', { name: /Owls or Tide Pass/ })
    await row.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Pause', exact: true }).click()
    await row.getByText('Paused').waitFor()
    const person = await openPerson(browser)
    const page = await person.newPage()
    await page.goto(`${demo.facts.storefront}/products/market-tote`)
    expect(await page.locator('palisade-gate').count()).toBe(0)
    await row.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Resume', exact: true }).click()
    await row.getByText('Active').waitFor()
    await page.reload()
    await page.locator('palisade-gate').waitFor()
  })
})
