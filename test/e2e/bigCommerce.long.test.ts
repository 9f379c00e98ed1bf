import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBigCommerce } from '../standin/bigcommerce/openBigCommerce.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/* A store of BigCommerce beside the demo's shops of Shopify: the same built server, chains and database. */
let demo: RunningDemo
let standin: Awaited<ReturnType<typeof openBigCommerce>>
beforeAll(async () => {
  demo = await startOwnDemo({
    hasNoStore: true,
    changeEnv: async (env) => {
      const app = { clientId: 'palisadedemo', clientSecret: 'the secret of the demo at bigcommerce' }
      standin = await openBigCommerce({ appOrigin: env.PALISADE_URL ?? '', hash: 'northwind', ...app })
      return {
        ...env,
        BIGCOMMERCE_CLIENT_ID: app.clientId,
        BIGCOMMERCE_CLIENT_SECRET: app.clientSecret,
        BIGCOMMERCE_API_URL: standin.origin,
        BIGCOMMERCE_LOGIN_URL: standin.origin,
      }
    },
  })
})
afterAll(async () => {
  await demo?.close()
  await standin?.close()
})

type Panel = { readonly page: Page; readonly app: FrameLocator }

async function openPanel(): Promise<Panel> {
  const person = await openPerson({ width: 1280, height: 1000 })
  const page = await person.newPage()
  await page.goto(`${standin.origin}/manage`)
  if (await page.locator('#install').isVisible()) await page.locator('#install').click()
  const app = page.frameLocator('iframe')
  await app.locator('ui-nav-menu a').first().waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app }
}

const settled = () => [...standin.store.orders.values()].at(-1)

describe('a store of BigCommerce', () => {
  test('default: a merchant installs the app, makes a gate in the frame, and a holder buys with the coupon', async () => {
    const { page, app } = await openPanel()
    expect(
      page
        .frames()
        .map((frame) => frame.url())
        .join(),
    ).not.toMatch(/session=|code=/)
    await app.locator('ui-nav-menu a', { hasText: 'Gates' }).click()
    await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
    await app
      .getByRole('link', { name: 'Create gate' })
      .or(app.getByRole('button', { name: 'Create gate' }))
      .first()
      .click()
    await app.getByLabel('Name', { exact: true }).fill('Coins for jackets')
    await app.getByRole('button', { name: 'Select products' }).click()
    const dialog = app.locator('dialog')
    await dialog.getByLabel('Harbour jacket').check()
    await dialog.getByRole('button', { name: 'Select', exact: true }).click()
    await app.getByText('Harbour jacket').waitFor()
    await app.getByLabel('Contract address').fill(demo.facts.chains.ethereum.contracts.erc20)
    await app.getByText('Harbor Coin').first().waitFor()
    await app.getByLabel('At least').fill('50')
    await app.getByLabel('Percent off').fill('20')
    expect(await app.locator('body').innerText()).toContain('By coupon codes')
    await app.locator('ui-save-bar').getByRole('button', { name: 'Save' }).click()
    await app.getByText('Gate created').waitFor()

    const { holder } = demo.facts.chains.ethereum.wallets
    const shopper = await openPerson({ width: 1000, height: 900 })
    await putWallets(shopper, [{ name: 'Holder', color: '#0a7', privateKey: holder.privateKey }])
    const shop = await shopper.newPage()
    await shop.goto(`${standin.origin}/harbour-jacket/`)
    const card = shop.locator('palisade-gate')
    await card.getByText('Connect your wallet to unlock this offer.').waitFor()
    expect(await card.innerText()).toContain('20% off')
    await card.getByRole('button', { name: 'Connect wallet' }).click()
    await card.getByRole('button', { name: 'Holder' }).click()
    await card.getByText('Unlocked: 20% off').waitFor()
    const code = await card.locator('code').innerText()
    expect(code).toMatch(/^PAL-/)
    await shop.locator('#form-action-addToCart').click()
    await shop.waitForURL(/cart\.php/)
    await shop.locator('[data-discount]', { hasText: '-$24.00' }).waitFor()
    await expect.poll(() => [...standin.store.carts.values()].at(-1)?.couponCodes).toEqual([code])
    await shop.goto(`${standin.origin}/checkout`)
    expect(await shop.locator('[data-discount]').innerText()).toBe('-$24.00')
    await shop.getByLabel('E-mail').fill('jo@example.com')
    await shop.locator('#checkout-payment-continue').click()
    await shop.getByText('Your order number is').waitFor()
    await expect.poll(() => settled()?.staffNotes).toBe('Palisade tags: token-gate')
    await app.locator('ui-nav-menu a', { hasText: 'Orders' }).click()
    await app.getByText(`#${settled()?.id}`).first().waitFor()
  })

  test('behavior: the session is in no cookie, and a page without it says to open the app again', async () => {
    const { page } = await openPanel()
    expect(await page.context().cookies(demo.app.origin)).toEqual([])
    const named = `${demo.app.origin}/app?store=northwind`
    const headers = { authorization: `Bearer 7.${'0'.repeat(64)}` }
    const refused = await fetch(named, { headers })
    expect(refused.status).toBe(401)
    expect(await refused.text()).toContain('Open Palisade again under Apps in the control panel.')
    // An address alone shows nothing of a store.
    const answer = await fetch(`${named}&session=7.${'0'.repeat(64)}`)
    expect(await answer.text()).toContain('<p role="alert"></p>')
    expect(answer.headers.get('content-security-policy')).toContain(
      'https://store-northwind.mybigcommerce.com',
    )
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('behavior: a frame that is loaded anew, another tab, the way back and a slow network keep their sessions', async () => {
    const { page, app } = await openPanel()
    await app.locator('ui-nav-menu a', { hasText: 'Gates' }).click()
    await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
    const frame = page.frames().at(-1)
    if (!frame) throw new Error('There is no frame.')
    expect(new URL(frame.url()).search).toBe('?store=northwind')
    await frame.evaluate('location.reload()')
    await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
    const other = await page.context().newPage()
    await other.route('**/bigcommerce/session', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3000))
      await route.continue()
    })
    await other.goto(`${standin.origin}/manage`)
    await other.frameLocator('iframe').locator('ui-nav-menu a').first().waitFor()
    await app.locator('ui-nav-menu a', { hasText: 'Orders' }).click()
    await app.getByRole('heading', { name: 'Orders', exact: true }).waitFor()
    await frame.evaluate('history.back()')
    await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
  })

  test('refuses: a code that was used, with a sentence that says what to do', async () => {
    const person = await openPerson({ width: 1280, height: 1000 })
    const page = await person.newPage()
    await page.goto(`${demo.app.origin}/app?store=northwind&code=7.${'0'.repeat(64)}`)
    await page.getByText('Open Palisade again under Apps in the control panel.').waitFor()
    expect(page.url()).toBe(`${demo.app.origin}/app?store=northwind`)
    await page.goto(`${demo.app.origin}/app/gates?store=northwind`)
    await page.getByText('Open Palisade again under Apps in the control panel.').waitFor()
  })

  test('refuses: a page of another site that asks for a store’s gates (ERR_SITE_FORBIDDEN)', async () => {
    const ask = (origin: string) =>
      fetch(`${demo.app.origin}/bigcommerce/northwind/api/v1/storefront/gates`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ products: [111] }),
      })
    const refused = await ask('https://evil.example')
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'ERR_SITE_FORBIDDEN',
    ])
    expect((await ask(standin.origin)).status).toBe(200)
  })
})
