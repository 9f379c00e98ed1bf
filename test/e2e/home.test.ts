import { mkdir } from 'node:fs/promises'
import type { FrameLocator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { planHarborGates, seedGates } from '../standin/demo/seedGates.ts'
import { post } from '../standin/demo/shopper.ts'
import { copyShops } from '../standin/demo/shops.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import type { StandinShop } from '../standin/shopify/state.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/* Home in Shopify's frame: the set-up guide of a new shop, what is wrong with a shop, and the block in the theme. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const SHOTS = process.env.PALISADE_SHOTS
/** Built for Shopify allows 0.1. */
const MOST_SHIFT = 0.05

type Admin = { readonly page: Page; readonly app: FrameLocator }

/** A shop that has just installed the app: no gate, no block in its theme. */
async function addEmptyShop(): Promise<StandinShop> {
  const shop = await demo.shopify.addShop(copyShops(demo.shopify.state.shops.size).harbor)
  shop.hasBlocks = false
  return shop
}

/** A shop with an exclusive gate and everything in place, whose guide was dismissed. */
async function addReadyShop(): Promise<StandinShop> {
  const seed = copyShops(demo.shopify.state.shops.size).harbor
  const { myshopifyDomain } = seed
  const shop = await demo.shopify.addShop(seed)
  const forms = planHarborGates(demo.facts.chains).slice(1, 2)
  await seedGates({ merchant: demo.merchant, shop: seed, forms })
  const grant = demo.shopify.state.scopes.optional
  await post(`${demo.shopify.graphqlOrigin}/standin/scopes`, { grant, shop: myshopifyDomain })
  const ask = async (path: string, body: unknown) =>
    (await demo.requestAdmin({ path, body, shop: myshopifyDomain })).text()
  // Remix encodes an answer as a flat list, each text once. The grant arrives by webhook, and what follows from it is
  // done in the background.
  await expect.poll(() => ask('/app/settings/self-test.data', { theme: 'added' })).not.toContain('"failed"')
  const doneSteps = ['block', 'gate', 'permissions', 'self-test']
  expect(await ask('/app/guide/close.data', { doneSteps })).toContain('"done"')
  return shop
}

async function openAdmin(shop: StandinShop, path = '', view = DESKTOP): Promise<Admin> {
  const page = await (await openPerson(view)).newPage()
  await page.addInitScript(watchShifts)
  await page.goto(`${demo.shopify.adminUrlOf(shop)}${path}`)
  const app = page.frameLocator('iframe')
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app }
}

/** Runs in the browser: sums up how far things on the page moved by themselves. */
function watchShifts(): void {
  const seen = window as unknown as { shift?: number }
  seen.shift = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      hadRecentInput: boolean
    })[])
      if (!entry.hadRecentInput) seen.shift = (seen.shift ?? 0) + entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}

const readShift = ({ app }: Admin): Promise<number> =>
  app.locator('html').evaluate(() => (window as unknown as { shift: number }).shift)
const isWide = ({ app }: Admin) => app.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth)
/** What a browser tells a page when the merchant comes back from another tab. */
const comeBack = ({ app }: Admin) =>
  app.locator('html').evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))

async function shoot({ page, app }: Admin, name: string): Promise<void> {
  if (SHOTS === undefined) return
  await mkdir(SHOTS, { recursive: true })
  const height = await app.locator('html').evaluate((html) => html.scrollHeight)
  const view = page.viewportSize()
  if (view) await page.setViewportSize({ ...view, height: height + 120 })
  await page.screenshot({ path: `${SHOTS}/${name}.png` })
  if (view) await page.setViewportSize(view)
}

const step = ({ app }: Admin, name: string, state: string) =>
  app.locator(`[data-step="${name}"][data-state="${state}"]`)
/** The open step's text and button. */
const panel = ({ app }: Admin, name: string) => app.locator(`[data-panel="${name}"]`)
const row = ({ app }: Admin, name: string, outcome: string) =>
  app.locator(`[data-row="${name}"][data-outcome="${outcome}"]`)
/** Let calls of an operation fail at Shopify. */
const fail = (body: Record<string, unknown>) => post(`${demo.shopify.graphqlOrigin}/standin/fail`, body)
const stopFailing = (shop: string) =>
  fetch(`${demo.shopify.graphqlOrigin}/standin/fail?shop=${shop}`, { method: 'DELETE' })
/** Answer Shopify's own dialog. */
const answer = ({ page }: Admin, words: 'Allow' | 'Decline') =>
  page.getByRole('dialog').getByRole('button', { name: words, exact: true }).click()

/** Fill the form of a new gate about one product, and save it. */
async function createGate({ page, app }: Admin, name: string): Promise<void> {
  await app.getByLabel('Name', { exact: true }).fill(name)
  await app.getByRole('button', { name: 'Select products' }).click()
  await page.getByRole('checkbox', { name: 'Camp Mug' }).check()
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await app.getByText('1 product selected').waitFor()
  await app.getByLabel('Contract address').fill(demo.facts.chains.ethereum.contracts.erc20)
  await app.getByText('Harbor Coin').first().waitFor()
  await app.getByLabel('At least').fill('50')
  await app.getByLabel('Percent off').fill('25')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await app.getByRole('heading', { name }).waitFor()
}

async function runSelfTest(shop: StandinShop): Promise<string> {
  const admin = await openAdmin(shop, '/app/settings')
  await admin.app.getByRole('button', { name: 'Run test' }).click()
  const line = admin.app.locator('.palisade-line', { hasText: 'Gate block on the product page' })
  await line.waitFor()
  const text = await line.innerText()
  await admin.page.context().close()
  return text
}

describe('home', () => {
  test('default: an empty shop walks the guide to its end, and dismisses it', async () => {
    const shop = await addEmptyShop()
    const admin = await openAdmin(shop)
    const { page, app } = admin
    await step(admin, 'block', 'open').waitFor()
    await step(admin, 'permissions', 'open').waitFor()
    await app.getByText('0 of 4 steps done').waitFor()
    await shoot(admin, 'home-empty-1280')
    const editor = panel(admin, 'block').getByRole('link', { name: 'Open the theme editor' })
    expect(await editor.getAttribute('href')).toBe(
      `https://${shop.myshopifyDomain}/admin/themes/current/editor?template=product&addAppBlockId=palisade-demo/gate&target=mainSection`,
    )
    expect(await editor.getAttribute('target')).toBe('_blank')
    shop.hasBlocks = true
    await comeBack(admin)
    await step(admin, 'block', 'done').waitFor()

    // The next step opens by itself.
    await panel(admin, 'gate').getByRole('link', { name: 'Create gate' }).click()
    await createGate(admin, 'First of all')
    await page.goto(demo.shopify.adminUrlOf(shop))
    await step(admin, 'gate', 'done').waitFor()
    // The browser has asked about the theme, so the page takes keys.
    await step(admin, 'block', 'done').waitFor()
    await app.getByRole('button', { name: 'Create your first gate' }).press('Enter')
    await app.getByText('You have 1 gate.').waitFor()

    await app.getByRole('button', { name: 'Give Palisade its permissions' }).press('Enter')
    await app.getByRole('button', { name: 'Allow holding' }).first().click()
    await answer(admin, 'Decline')
    await app.getByText('You declined.').first().waitFor()
    await step(admin, 'permissions', 'open').waitFor()
    await shoot(admin, 'home-declined-1280')
    await app.getByRole('button', { name: 'Allow holding' }).first().click()
    await answer(admin, 'Allow')
    await step(admin, 'permissions', 'done').waitFor()

    await app.getByRole('button', { name: 'Run the self-test' }).click()
    await app.getByRole('button', { name: 'Run test' }).click()
    await step(admin, 'self-test', 'done').waitFor()
    await app.getByText('4 of 4 steps done').waitFor()
    await shoot(admin, 'home-done-1280')
    await app.getByRole('button', { name: 'Dismiss the set-up guide' }).click()
    await app.getByText('Palisade is set up').waitFor({ state: 'detached' })
    await page.reload()
    await app.getByText('No problems found.').waitFor()
    expect(await app.locator('[data-step]').count()).toBe(0)
    await shoot(admin, 'home-dismissed-1280')
  })

  test('behavior: when the block is taken out of the theme, home, the gate, the list and the self-test say so until it is back', async () => {
    const shop = await addReadyShop()
    shop.hasBlocks = false
    const home = await openAdmin(shop, '', PHONE)
    await step(home, 'block', 'open').waitFor()
    await row(home, 'block', 'failed').waitFor()
    await home.app.getByText('A step of your set-up needs attention').waitFor()
    await home.app.getByText('1 thing needs your attention.').waitFor()
    expect(await readShift(home)).toBeLessThanOrEqual(MOST_SHIFT)
    expect(await isWide(home)).toBe(false)
    await shoot(home, 'home-block-missing-390')

    const list = await openAdmin(shop, '/app/gates')
    await list.app.getByText('Your product pages have no Palisade block').waitFor()
    await list.app.getByRole('link', { name: 'Open the theme editor' }).waitFor()
    await list.app.getByRole('link', { name: 'Harbor Coin members' }).click()
    await list.app.getByText('The block is not on the product page').waitFor()
    await list.app.getByText('Block in your theme').waitFor()
    await shoot(list, 'gate-block-missing-1280')
    expect(await runSelfTest(shop)).toMatch(/Needs attention[\s\S]*ha(s|ve) no Palisade block/)

    // The gate's page is still open, with something typed, when the merchant comes back from the theme editor.
    await list.app.getByLabel('Name', { exact: true }).fill('Harbor Coin friends')
    shop.hasBlocks = true
    await comeBack(list)
    await list.app.getByText('The block is not on the product page').waitFor({ state: 'detached' })
    await list.app.getByText('In your theme', { exact: true }).waitFor()
    expect(await list.app.getByLabel('Name', { exact: true }).inputValue()).toBe('Harbor Coin friends')
    const gone = { path: '/app/gates/99/page', shop: shop.myshopifyDomain }
    expect((await demo.requestAdmin(gone)).status).toBe(404)
    await comeBack(home)
    await row(home, 'block', 'works').waitFor()
    // The last self-test failed, so the guide waits for the next one.
    expect(await runSelfTest(shop)).toContain('Works')
    await comeBack(home)
    await home.app.getByText('A step of your set-up needs attention').waitFor({ state: 'detached' })
    expect(await home.app.locator('[data-step]').count()).toBe(0)
  })

  test('behavior: where the admin lists no extensions the product page decides, and where that cannot be seen nothing is claimed', async () => {
    const shop = await addReadyShop()
    shop.listsBlocks = false
    const home = await openAdmin(shop)
    await row(home, 'block', 'works').waitFor()
    shop.hasBlocks = false
    await home.page.reload()
    await row(home, 'block', 'failed')
      .getByText('The page of “Varsity Jacket” has no Palisade block')
      .waitFor()
    const other = await addEmptyShop()
    other.listsBlocks = false
    const empty = await openAdmin(other)
    await step(empty, 'block', 'unknown').getByRole('button').click()
    await panel(empty, 'block').getByText('could not find out').waitFor()
    await row(empty, 'block', 'unknown').waitFor()
  })

  test('behavior: home says that the checkout rule is off while it cannot be switched on, and switches it on when it can', async () => {
    const shop = await addReadyShop()
    const { myshopifyDomain } = shop
    const userErrors = [{ message: 'Shopify is having a bad day.' }]
    await fail({ operation: 'validationUpdate', times: 1000, userErrors, shop: myshopifyDomain })
    await post(`${shop.storefrontOrigin}/standin/validations`, { enabled: false })
    const home = await openAdmin(shop)
    await row(home, 'checkout', 'failed').getByText('was turned off in Shopify').waitFor()
    await row(home, 'checkout', 'failed').getByRole('button', { name: 'Fix now' }).waitFor()
    await home.app.getByText(/needs? your attention\./).waitFor()
    await home.app.getByRole('button', { name: 'Show', exact: true }).press('Enter')
    await home.app.locator('#health:focus').waitFor()
    await shoot(home, 'home-rule-off-1280')
    await stopFailing(myshopifyDomain)
    await home.page.reload()
    await row(home, 'checkout', 'works').waitFor()
    expect([...shop.validations.values()].map(({ enabled }) => enabled)).toEqual([true])
  })

  test('behavior: home says that orders are withheld, what Shopify did not answer, the errors of the day, and what the plan allows', async () => {
    const shop = await addReadyShop()
    const home = await openAdmin(shop)
    await row(home, 'checkout', 'works').getByText('The checkout itself enforces gates.').waitFor()
    shop.customerData = 'not-approved'
    await home.page.reload()
    await row(home, 'orders', 'failed').getByText('protected customer data').first().waitFor()
    await home.app.getByText('A step of your set-up needs attention').waitFor()
    await shoot(home, 'home-orders-refused-1280')
    shop.customerData = 'approved'

    const { myshopifyDomain } = shop
    await fail({ operation: '*', times: 1000, status: 500, shop: myshopifyDomain })
    await demo.requestAdmin({ path: '/app/settings/repair.data', body: {}, shop: myshopifyDomain })
    const readHome = async () =>
      (await demo.requestAdmin({ path: '/app.data', shop: myshopifyDomain })).text()
    await expect.poll(readHome, { timeout: 90_000 }).toContain('Shopify did not answer as expected')
    await home.page.reload()
    await row(home, 'checkout', 'unknown').getByText('could not ask Shopify').waitFor()
    await stopFailing(myshopifyDomain)
    await home.page.reload()
    await row(home, 'checkout', 'works').waitFor()
    await row(home, 'errors', 'failed').getByText('Shopify did not answer as expected').waitFor()

    const basic = await addEmptyShop()
    basic.functionsAllowed = false
    const codes = await openAdmin(basic, '', PHONE)
    await row(codes, 'checkout', 'works').getByText('only on the Plus plan').waitFor()
    expect(await isWide(codes)).toBe(false)
    expect(await readShift(codes)).toBeLessThanOrEqual(MOST_SHIFT)
    await shoot(codes, 'home-below-plus-390')
  })
})
