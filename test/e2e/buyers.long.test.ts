import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { changeGate, grantScopes, loadGate, unlockWith } from '../../scripts/screenshots/actInShop.ts'
import { verifyReceipt } from '../docs/verifyReceipt.ts'
import { send } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/*
 * The blocks of buyers' pages in Chromium when something is unusual: an order that is held, canceled or not settled yet, an
 * app that is slow or silent, long names, and a language from right to left. The pages around them are the stand-in's.
 */
let demo: RunningDemo
const MUG = 1
const ADA = 7_766_554_433_221
const RECEIPTS = { onViolation: 'hold', holdsSuspects: false, showsWallet: false, usesCartMetafield: false }
beforeAll(async () => {
  demo = await openDemo()
  await grantScopes(demo, demo.shopify.state.scopes.optional)
  const body = { ...RECEIPTS, tagsCustomers: true, writesReceipts: true }
  expect((await demo.requestAdmin({ path: '/app/settings.data', body })).status).toBe(200)
})

const block = (page: Page) => page.locator('#surface')
const say = (page: Page, text: string | RegExp) =>
  block(page).getByText(text).first().waitFor({ timeout: 60_000 })
const prove = async (customerId?: number) =>
  (await unlockWith({ demo, place: MUG, wallet: 'holder', ...(customerId && { customerId }) })).line

/** Buy the gated mug with a proof, up to the thank-you page. */
async function buyMug(page: Page, proof: string): Promise<void> {
  const { storefront } = demo.facts
  const items = [{ id: loadGate(demo, MUG).variantId, quantity: 1, properties: { _palisade: proof } }]
  await page.request.post(`${storefront}/cart/add.js`, { data: { items } })
  await page.goto(`${storefront}/checkout`)
  await page.getByRole('button', { name: 'Complete order' }).click()
  await page.waitForURL(/thank-you/)
}
async function openCustomer(): Promise<Page> {
  const page = await (await openPerson()).newPage()
  const form = { customer_id: String(ADA) }
  await page.request.post(`${demo.facts.storefront}/account/login`, { form })
  return page
}
/** The page of the customer's latest order. */
async function openLatest(page: Page): Promise<void> {
  await page.goto(`${demo.facts.storefront}/account`)
  await page.locator('[data-order] a').first().click()
  await page.waitForURL(/account\/orders/)
}
const latest = () => {
  const order = demo.shop.orders.at(-1)
  if (!order) throw new Error('Nobody has bought anything.')
  return order
}
const holdWebhooks = (isHeld: boolean) => send(`${demo.facts.storefront}/standin/webhooks`, { isHeld })

describe('an order', () => {
  test('behavior: a receipt is copied as it was signed, and verifies', async () => {
    const page = await (await openPerson()).newPage()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await buyMug(page, await prove())
    await say(page, 'gave you access to Camp Mug')
    const copy = block(page).getByRole('button', { name: /^Copy the receipt for / })
    // It is signed by a job of its own, so that the page may be there before.
    await expect
      .poll(async () => (await copy.count()) || (await page.reload()), { timeout: 60_000, interval: 2000 })
      .toBe(1)
    await copy.click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^ey/)
    const receipt = await page.evaluate(() => navigator.clipboard.readText())
    const keys = (await (await fetch(`${demo.facts.api}/.well-known/receipt-keys.json`)).json()) as {
      keys: object[]
    }
    const kept = { keys, issuer: demo.facts.api, shop: demo.facts.shop }
    expect(await verifyReceipt({ receipt, ...kept })).toMatchObject({ isValid: true })
    expect(await verifyReceipt({ receipt: `${receipt.slice(0, -3)}AAA`, ...kept })).toMatchObject({
      isValid: false,
    })
  })

  test('behavior: one that is held says why, in the account too, and says that it was canceled afterwards', async () => {
    const page = await openCustomer()
    const proof = await prove(ADA)
    await buyMug(page, proof)
    await say(page, 'gave you access to Camp Mug')
    await buyMug(page, proof)
    await say(page, 'Its unlock was already used. The shop will look at it.')
    expect(await block(page).getByText('Your order is on hold').count()).toBe(1)
    await openLatest(page)
    await say(page, 'Its unlock was already used. The shop will look at it.')
    await send(`${demo.facts.storefront}/standin/orders/${latest().id}/cancel`, {})
    const reload = async () => {
      await page.reload()
      await block(page).locator('s-section').waitFor()
      return block(page).innerText()
    }
    await expect.poll(reload, { timeout: 60_000, interval: 1000 }).toContain('This order was canceled.')
    expect(await block(page).innerText()).not.toContain('on hold')
  })

  test('behavior: one that is not settled yet says so, and the page follows by itself', async () => {
    const page = await (await openPerson()).newPage()
    await holdWebhooks(true)
    await buyMug(page, await prove())
    await say(page, 'Your unlock is being checked. This takes a moment.')
    await holdWebhooks(false)
    await say(page, 'gave you access to Camp Mug')
    expect(await block(page).innerText()).not.toContain('being checked')
  })

  test('behavior: one without a gate has no block, on either page', async () => {
    const page = await openCustomer()
    const { storefront } = demo.facts
    const gated = new Set(demo.facts.gates.map(({ productId }) => productId))
    const free = [...demo.shop.products.values()].find(({ id }) => !gated.has(id))
    const items = [{ id: free?.variants[0]?.id, quantity: 1 }]
    await page.request.post(`${storefront}/cart/add.js`, { data: { items } })
    await page.goto(`${storefront}/checkout`)
    const asked = page.waitForResponse('**/surfaces/order')
    await page.getByRole('button', { name: 'Complete order' }).click()
    await page.waitForURL(/thank-you/)
    await asked
    await expect.poll(() => block(page).innerText()).toBe('')
    expect(await block(page).locator('s-section').count()).toBe(0)
    const again = page.waitForResponse('**/surfaces/order')
    await openLatest(page)
    expect((await again).status()).toBe(200)
    expect(await block(page).locator('s-section').count()).toBe(0)
  })
})

describe('an app that does not answer at once', () => {
  test('behavior: one that needs ten seconds is waited for, and of one that is silent the block says so', async () => {
    const page = await (await openPerson()).newPage()
    const silent = await page.context().newPage()
    let [count, done] = [0, false]
    await page.route('**/surfaces/order', async (route) => {
      count += 1
      await new Promise((resolve) => setTimeout(resolve, 10_000))
      done = true
      await route.continue()
    })
    await silent.route('**/surfaces/order', () => {})
    await buyMug(page, await prove())
    await silent.goto(page.url())
    await block(page).locator('s-spinner').waitFor({ state: 'attached' })
    expect([count, done]).toEqual([1, false])
    await say(page, 'gave you access to Camp Mug')
    expect(done).toBe(true)
    await say(silent, 'We couldn’t load what your wallet unlocked. Your order is not affected.')
    await silent.unroute('**/surfaces/order')
    await block(silent).getByRole('button', { name: 'Try again' }).click()
    await say(silent, 'gave you access to Camp Mug')
  })
})

describe('a customer', () => {
  test('behavior: one who signs the wallets out has none, and keeps the orders', async () => {
    const page = await openCustomer()
    await buyMug(page, await prove(ADA))
    await say(page, 'gave you access to Camp Mug')
    await page.goto(`${demo.facts.storefront}/account`)
    const leave = block(page).getByRole('button', { name: 'Sign out my wallets' })
    await leave.click()
    await block(page).locator('s-paragraph').first().waitFor()
    await page.reload()
    await block(page)
      .getByText(/#\d+ · /)
      .first()
      .waitFor()
    expect(await leave.count()).toBe(0)
  })

  test('behavior: long names and Arabic fit a phone, from right to left', async () => {
    const page = await openCustomer()
    const { storefront } = demo.facts
    const gate = loadGate(demo, MUG)
    const title = `${'Donaudampfschifffahrtsgesellschaft'.repeat(3)} Mug with a handle for each hand and a lid`
    await send(`${storefront}/standin/products/${gate.productId}`, { title })
    const discountName = 'The friends of the harbor who have waited for so long, and longer'.slice(0, 60)
    await changeGate(demo, gate.id, { discountName })
    await page.setViewportSize({ width: 320, height: 800 })
    await buyMug(page, await prove(ADA))
    await say(page, title)
    // The checkout around the block is not ours.
    const isWide = () =>
      block(page).evaluate((one) => {
        const { left, right } = one.getBoundingClientRect()
        return left < 0 || right > window.innerWidth || one.scrollWidth > one.clientWidth
      })
    expect(await isWide()).toBe(false)
    await openLatest(page)
    await page.goto(`${page.url()}?locale=ar`)
    await say(page, title)
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    expect(await isWide()).toBe(false)
    const [outer, inner] = await Promise.all([
      block(page).locator('s-section').boundingBox(),
      block(page)
        .getByRole('heading')
        .evaluate((one) => {
          const range = document.createRange()
          range.selectNodeContents(one)
          return range.getBoundingClientRect().right
        }),
    ])
    // The heading begins at the right edge.
    expect((outer?.x ?? 0) + (outer?.width ?? 0) - inner).toBeLessThan(40)
    await page.goto(`${storefront}/account?locale=en`)
    await say(page, discountName)
    expect(await isWide()).toBe(false)
  })
})
