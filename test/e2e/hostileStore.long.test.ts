import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { addInDrawer, HOSTILE_STORES, type HostileStore, pressAdd } from './hostileStores.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* Stores of BigCommerce whose theme treats the card badly. The shopper gets the holders' price, or reads why not. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await startOwnDemo()
})
afterAll(() => demo?.close())

const origin = () => `${demo.facts.bigCommerce?.storefront}`
const card = (page: Page) => page.locator('palisade-gate:visible')

/** Serve the product's page as the theme makes it. The browser keeps the store's address. */
async function serveTheme({ rewrite, policy }: HostileStore): Promise<string> {
  const server = createServer(async (request, response) => {
    const headers = { cookie: request.headers.cookie ?? '' }
    const html = await (await fetch(`${origin()}/harbour-jacket/`, { headers })).text()
    const body = rewrite ? rewrite(html) : html
    if (rewrite && body === html) response.statusCode = 500
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (policy)
      response.setHeader('content-security-policy', policy({ store: origin(), app: demo.app.origin }))
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function openStore(theme: HostileStore): Promise<Page> {
  const person = await openPerson({ width: 390, height: 844 })
  const { privateKey } = demo.facts.chains.ethereum.wallets.holder
  await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
  if (theme.script) await person.addInitScript(theme.script)
  const page = await person.newPage()
  await theme.prepare?.(page)
  page.setDefaultTimeout(15_000)
  const own = await serveTheme(theme)
  await page.route('**/harbour-jacket/', (route) => route.continue({ url: own }))
  await page.goto(`${origin()}/harbour-jacket/`)
  await theme.before?.(page)
  return page
}

/** Pictures for people, if a folder is named. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.STORE_SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({
    path: path.join(folder, `hostile-${name.replace(/[^\w]+/g, '-').slice(0, 50)}.png`),
  })
}

describe('a holder in a store whose theme', () => {
  test.each(HOSTILE_STORES)('behavior: $name', async (theme) => {
    const page = await openStore(theme)
    await card(page).getByRole('button', { name: 'Connect wallet' }).first().click()
    expect(await card(page).count()).toBe(1)
    await shoot(page, `${theme.name}-choice`)
    await card(page).getByRole('button', { name: 'Mine' }).click()
    if (theme.says) {
      await card(page).getByText(theme.says).waitFor()
      return
    }
    await card(page).getByText('Unlocked: 20% off').waitFor()
    await theme.after?.(page)
    await card(page).getByText('Unlocked: 20% off').waitFor()
    expect(await card(page).count()).toBe(1)
    await shoot(page, theme.name)
    await (theme.buy ?? pressAdd)(page)
    await expect
      .poll(() =>
        page.evaluate(async () => (await (await fetch('/api/storefront/carts')).text()).includes('PAL-')),
      )
      .toBe(true)
    await page.goto(`${origin()}/checkout`)
    expect(await page.locator('[data-discount]').innerText()).toBe('-$24.00')
  })
})

describe('a shopper at a store', () => {
  async function openCard(privateKey = demo.facts.chains.ethereum.wallets.holder.privateKey): Promise<Page> {
    const person = await openPerson({ isPhone: true })
    await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
    const page = await person.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(`${origin()}/harbour-jacket/`)
    await card(page).getByRole('button', { name: 'Connect wallet' }).waitFor()
    return page
  }

  test('behavior: reads which token is missing, and what the wallet holds', async () => {
    const page = await openCard(demo.facts.chains.ethereum.wallets.outsider.privateKey)
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByRole('button', { name: 'Mine' }).click()
    await card(page).getByText('You need 50 HRBR on Ethereum.').waitFor()
    await shoot(page, 'outsider')
    expect(await card(page).innerText()).toContain('Not in this wallet yet')
  })

  test('behavior: taps twice, and no wallet is asked', async () => {
    const page = await openCard()
    await card(page).getByRole('button', { name: 'Connect wallet' }).dblclick()
    expect(await card(page).innerText()).toContain('Choose your wallet')
    expect(await page.evaluate('asked.length')).toBe(0)
    await shoot(page, 'double-tap')
  })

  test('behavior: is offline, reads it, and goes on later', async () => {
    const page = await openCard()
    await page.context().setOffline(true)
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByRole('button', { name: 'Mine' }).click()
    await card(page).getByText('We couldn’t reach the shop.').waitFor()
    await shoot(page, 'offline')
    await page.context().setOffline(false)
    await card(page).getByRole('button', { name: 'Try again' }).click()
    await card(page).getByRole('button', { name: 'Mine' }).click()
    await card(page).getByText('Unlocked: 20% off').waitFor()
    expect(await card(page).innerText()).toContain('PAL-')
  })

  test('behavior: looks at another gated product, and keeps the price of what is in the cart', async () => {
    const page = await openCard()
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByRole('button', { name: 'Mine' }).click()
    await card(page).getByText('Unlocked: 20% off').waitFor()
    await pressAdd(page)
    await page.goto(`${origin()}/members-cap/`)
    await card(page).getByText('PAL-').waitFor()
    await page.waitForLoadState('networkidle')
    await page.goto(`${origin()}/checkout`)
    expect(await page.locator('[data-discount]').innerText()).toBe('-$24.00')
  })

  test('behavior: buys in another tab, and the page that stayed open gets another code for the next cart', async () => {
    const page = await openCard()
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByRole('button', { name: 'Mine' }).click()
    await card(page).getByText('Unlocked: 20% off').waitFor()
    const code = await card(page).getByText('PAL-').innerText()
    const other = await page.context().newPage()
    await other.goto(`${origin()}/harbour-jacket/`)
    await card(other).getByText(code).waitFor()
    await pressAdd(other)
    await other.goto(`${origin()}/checkout`)
    await other.getByLabel('E-mail').fill('jo@example.com')
    await other.locator('#checkout-payment-continue').click()
    await other.getByText('Your order number is').waitFor()
    // The order is settled once the app has written its tags.
    const readStore = async () => (await fetch(`${origin()}/standin`)).text()
    await expect.poll(readStore, { timeout: 30_000 }).toContain('Palisade tags: token-gate')
    await addInDrawer(page)
    await expect.poll(() => card(page).getByText('PAL-').innerText()).not.toBe(code)
    await page.waitForLoadState('networkidle')
    await page.goto(`${origin()}/checkout`)
    expect(await page.locator('[data-discount]').innerText()).toBe('-$24.00')
  })

  test('behavior: takes the code out of the cart, where it stays out', async () => {
    const page = await openCard()
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByRole('button', { name: 'Mine' }).click()
    await card(page).getByText('Unlocked: 20% off').waitFor()
    await pressAdd(page)
    await page.evaluate(async () => {
      const [cart] = await (await fetch('/api/storefront/carts')).json()
      const path = `/api/storefront/checkouts/${cart.id}/coupons/${cart.coupons[0].code}`
      await fetch(path, { method: 'DELETE' })
    })
    const looked = page.waitForResponse(/\/api\/storefront\/carts$/)
    await page.goto(`${origin()}/cart.php`)
    await looked
    await page.waitForLoadState('networkidle')
    expect(await page.locator('[data-discount]').innerText()).toBe('–')
  })
})
