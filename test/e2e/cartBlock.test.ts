import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { submitForm } from './submitForm.ts'

/* The cart block: products added without a wallet get their price in the cart, and a lost proof returns. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const gate = (page: Page) => page.locator('palisade-gate')
const panel = (page: Page, name: string) => page.locator(`palisade-gate[data-panel="${name}"]`).waitFor()
const cartTotal = (page: Page) => page.locator('[data-cart-total]').innerText()
const total = async (page: Page) =>
  (await page.locator('[data-total]').first().innerText()).replace(/\s+/g, ' ').trim()

/** Adds products to the cart without a connected wallet, and opens it. */
async function openCart(...handles: string[]): Promise<Page> {
  const person = await openPerson()
  const page = await person.newPage()
  for (const handle of handles) {
    await page.goto(`${demo.facts.storefront}/products/${handle}`)
    await submitForm(page, 'add')
  }
  await page.goto(`${demo.facts.storefront}/cart`)
  return page
}

async function connect(page: Page, wallet: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: wallet }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
}

/** Acts as another app that rewrites the cart's attributes and its lines' properties, and reads the answers. */
const wipe = (page: Page) =>
  page.evaluate(async () => {
    const { items } = await (await fetch('/cart.js')).json()
    const changes = items.map(({ key, quantity }: { key: string; quantity: number }) => [
      '/cart/change.js',
      { id: key, quantity, properties: {} },
    ])
    for (const [path, change] of [
      ...changes,
      ['/cart/update.js', { attributes: { _palisade: '', gift: 'yes' } }],
    ]) {
      const headers = { 'content-type': 'application/json' }
      await (await fetch(path, { method: 'POST', headers, body: JSON.stringify(change) })).json()
    }
  })

describe('a shopper in the cart', () => {
  test('default: a holder connects in the cart, sees the price drop, and pays it', async () => {
    const page = await openCart('varsity-jacket')
    expect(await gate(page).innerText()).toContain('20% off for Night Owls holders')
    expect(await gate(page).innerText()).toContain('In your cart: Varsity Jacket')
    expect(await cartTotal(page)).toContain('120.00')
    await connect(page, 'Holder wallet')
    await expect.poll(() => cartTotal(page)).toContain('96.00')
    await panel(page, 'unlocked')
    expect(await gate(page).innerText()).toMatch(/Unlocked:\s+20% off · Varsity Jacket[\s\S]*Valid until/)
    await page.getByRole('button', { name: 'Check out' }).click()
    await page.waitForURL(/checkout/)
    expect(await total(page)).toContain('96.00')
    await page.getByRole('button', { name: 'Complete order' }).click()
    await page.waitForURL(/thank|order/)
    expect(await page.locator('body').innerText()).toContain('96.00')
  })

  test('behavior: a proof that another app removes is reported, and one press restores it', async () => {
    const page = await openCart('varsity-jacket')
    await connect(page, 'Holder wallet')
    await expect.poll(() => cartTotal(page)).toContain('96.00')
    await panel(page, 'unlocked')
    await wipe(page)
    await panel(page, 'lost')
    expect(await gate(page).innerText()).toContain('This offer is no longer in your cart.')
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Put it back' }).click()])
    await panel(page, 'unlocked')
    expect(await cartTotal(page)).toContain('96.00')
    const cart = await (await page.request.get(`${demo.facts.storefront}/cart.js`)).json()
    expect(cart.attributes).toMatchObject({ gift: 'yes', _palisade: expect.stringMatching(/^p1~/) })
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await total(page)).toContain('96.00')
  })

  test('behavior: a proof that is lost before the cart opens returns by itself', async () => {
    const page = await openCart('varsity-jacket')
    await connect(page, 'Holder wallet')
    await expect.poll(() => cartTotal(page)).toContain('96.00')
    await panel(page, 'unlocked')
    await page.goto(`${demo.facts.storefront}/products/harbor-chart`)
    await wipe(page)
    await page.goto(`${demo.facts.storefront}/cart`)
    await expect.poll(() => cartTotal(page)).toContain('96.00')
    await panel(page, 'unlocked')
  })

  test('behavior: one wallet opens a discounted line and an exclusive product', async () => {
    const page = await openCart('varsity-jacket', 'camp-mug', 'harbor-chart')
    const text = await gate(page).innerText()
    expect(text).toContain('Can’t be bought without it: Camp Mug')
    expect(text).toContain('In your cart: Varsity Jacket')
    const before = await cartTotal(page)
    await connect(page, 'Holder wallet')
    await expect.poll(() => cartTotal(page)).not.toBe(before)
    await panel(page, 'unlocked')
    expect(await gate(page).innerText()).toContain('yours to buy')
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await page.locator('[data-checkout-error]').count()).toBe(0)
  })

  test('refuses: an outsider, who sees what is missing and pays the full price', async () => {
    const page = await openCart('varsity-jacket')
    await connect(page, 'Empty wallet')
    await panel(page, 'refused')
    expect(await gate(page).innerText()).toMatch(/You need 2 Night Owls on Ethereum\. 0x.* holds 0\./)
    expect(await cartTotal(page)).toContain('120.00')
  })

  test('behavior: a cart without a gated line shows nothing', async () => {
    const page = await openCart('harbor-chart')
    expect(await page.locator('[data-cart-total]').count()).toBe(1)
    expect(await page.locator('.palisade-gate').count()).toBe(0)
  })
})
