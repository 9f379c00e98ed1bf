import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { submitForm } from './submitForm.ts'

/* A product for holders only, bought from the cart and with Buy it now: the demo's Camp Mug. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const REFUSAL = /Camp Mug is for token holders only\. Go back to the store, connect the wallet/

async function openMug(): Promise<Page> {
  const person = await openPerson()
  const page = await person.newPage()
  await page.goto(`${demo.facts.storefront}/products/camp-mug`)
  return page
}

async function connect(page: Page, wallet: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: wallet }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
}

const gate = (page: Page) => page.locator('palisade-gate')
const shown = (page: Page, panel: string) => page.locator(`palisade-gate[data-panel="${panel}"]`).waitFor()
const error = (page: Page) => page.locator('[data-checkout-error]')
const complete = (page: Page) => page.getByRole('button', { name: 'Complete order' })
const total = async (page: Page) =>
  (await page.locator('[data-total]').first().innerText()).replace(/\s+/g, ' ')

/** The theme's own buttons are not there to press, and the card's is. */
async function expectCovered(page: Page): Promise<void> {
  expect(await page.locator('button[name="add"]').isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'Buy it now' }).isVisible()).toBe(false)
  expect(await gate(page).getByRole('button').first().isVisible()).toBe(true)
}

async function addToCart(page: Page): Promise<void> {
  const added = page.waitForResponse('**/cart/add.js')
  await page.locator('button[name="add"]').click()
  await added
}

async function goToCheckout(page: Page): Promise<void> {
  await page.goto(`${demo.facts.storefront}/checkout`)
}

async function buyNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Buy it now' }).click()
  await page.waitForURL(/checkout/)
}

/** Completes the order by submitting the form in a script, past a disabled button. */
async function insist(page: Page): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().includes('/checkout/complete')),
    page.evaluate(() =>
      document.querySelector<HTMLFormElement>('form[action*="/checkout/complete"]')?.submit(),
    ),
  ])
  return answer.status()
}

async function expectOrder(page: Page): Promise<void> {
  expect(await error(page).count()).toBe(0)
  expect(await total(page)).toContain('18.50')
  await complete(page).click()
  await page.waitForURL(/thank-you/)
}

async function expectRefusal(page: Page): Promise<void> {
  expect(await error(page).first().innerText()).toMatch(REFUSAL)
  expect(await complete(page).isDisabled()).toBe(true)
  expect(await insist(page)).toBe(422)
  expect(await error(page).first().innerText()).toMatch(REFUSAL)
}

describe('an exclusive product', () => {
  test('default: a holder reads the offer, connects, and buys it with the cart', async () => {
    const page = await openMug()
    expect(await gate(page).innerText()).toMatch(
      /For HRBR holders[\s\S]*Comes with €5\.50 off\.[\s\S]*to buy\./,
    )
    await connect(page, 'Holder wallet')
    await shown(page, 'unlocked')
    expect(await gate(page).innerText()).toContain('Unlocked: yours to buy, €5.50 off')
    expect(await gate(page).innerText()).toContain('€18.50')
    await addToCart(page)
    await goToCheckout(page)
    await expectOrder(page)
  })

  test('default: a holder buys it with Buy it now', async () => {
    const page = await openMug()
    await connect(page, 'Holder wallet')
    await shown(page, 'unlocked')
    await buyNow(page)
    await expectOrder(page)
  })

  test('refuses: an outsider, with the cart', async () => {
    const page = await openMug()
    await connect(page, 'Empty wallet')
    await shown(page, 'refused')
    expect(await gate(page).innerText()).toMatch(/You need 100 HRBR on Ethereum\. 0x.* holds 0\./)
    await expectCovered(page)
    await submitForm(page, 'add')
    await goToCheckout(page)
    await expectRefusal(page)
  })

  test('refuses: an outsider, with Buy it now', async () => {
    const page = await openMug()
    await connect(page, 'Empty wallet')
    await shown(page, 'refused')
    await submitForm(page, 'buy-now')
    await expectRefusal(page)
  })

  test('behavior: who was refused with Buy it now goes back, connects and buys', async () => {
    const page = await openMug()
    await submitForm(page, 'buy-now')
    await expectRefusal(page)
    await page.goto(`${demo.facts.storefront}/products/camp-mug`)
    await connect(page, 'Holder wallet')
    await shown(page, 'unlocked')
    await buyNow(page)
    await expectOrder(page)
  })

  test('refuses: a visitor who never connected and brings an unsigned proof', async () => {
    const page = await openMug()
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), {
        name: 'properties[_palisade]',
        value: 'p1~l~00000000~2099010100~0~0000000000000000~2:1:0:0:x~00000000000000000000000000000000',
      })
      document.querySelector('form[action*="/cart/add"]')?.append(input)
    })
    await submitForm(page, 'buy-now')
    await expectRefusal(page)
  })

  test('behavior: the product page reports a cart that has lost its proofs, and one press restores them', async () => {
    const page = await openMug()
    await connect(page, 'Holder wallet')
    await shown(page, 'unlocked')
    await addToCart(page)
    await page.goto(`${demo.facts.storefront}/products/camp-mug`)
    await shown(page, 'unlocked')
    // As a theme or another app may do.
    await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      const send = async (path: string, body: object) =>
        (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
      const cart = await (await fetch('/cart.js')).json()
      await send('/cart/change.js', { id: cart.items[0].key, quantity: 1, properties: {} })
      await send('/cart/update.js', { attributes: { _palisade: '' } })
    })
    await shown(page, 'lost')
    expect(await gate(page).innerText()).toContain('This offer is no longer in your cart.')
    await page.getByRole('button', { name: 'Put it back' }).click()
    await shown(page, 'unlocked')
    await goToCheckout(page)
    await expectOrder(page)
  })

  test('behavior: the merchant learns what a pause does, opens the gate to everyone instead, and undoes it', async () => {
    const person = await openPerson({ height: 1000 })
    const admin = await person.newPage()
    await admin.goto(`${demo.facts.admin}/app/gates`)
    const app = admin.frameLocator('iframe')
    const row = app.getByRole('row', { name: /Harbor Coin members/ })
    await row.getByRole('checkbox').check()
    const pause = app.getByRole('button', { name: 'Pause', exact: true })
    await pause.press('Enter')
    const question = app.getByRole('dialog', { name: 'Pause “Harbor Coin members”?' })
    await question.getByText('nobody can buy the products').waitFor()
    await admin.keyboard.press('Escape')
    await app.locator('button:focus', { hasText: 'Pause' }).waitFor()
    await row.getByText('Active').waitFor()
    await pause.press('Enter')
    await question.getByRole('button', { name: 'Open to everyone' }).press('Enter')
    await row.getByText('Ended').first().waitFor()

    const visitor = await openMug()
    expect(await gate(visitor).count()).toBe(0)
    await buyNow(visitor)
    expect(await error(visitor).count()).toBe(0)
    expect(await total(visitor)).toContain('24.00')

    await row.getByRole('link', { name: 'Harbor Coin members' }).click()
    const status = app.getByLabel('Status')
    await app.getByText('Everyone can buy these products, and').waitFor()
    expect(await status.inputValue()).toBe('public')
    await status.selectOption('Active')
    await app.getByText('Only holders can buy these products').waitFor()
    await admin.getByRole('button', { name: 'Save', exact: true }).click()
    await admin.getByText('Gate saved').waitFor()
    const late = await openMug()
    await submitForm(late, 'buy-now')
    await expectRefusal(late)
  })
  test('refuses: a product whose gate is paused, and says so on the page and at checkout', async () => {
    const gateOfMug = demo.facts.gates.find(({ handle }) => handle === 'camp-mug')
    const body = { state: 'paused', numbers: [gateOfMug?.id] }
    await demo.requestAdmin({ path: '/app/gates/state.data', body })
    const page = await openMug()
    await expect
      .poll(async () => {
        await page.goto(`${demo.facts.storefront}/products/camp-mug`)
        return page.locator('.palisade-shut').count()
      })
      .toBe(1)
    expect(await page.locator('.palisade-shut').innerText()).toContain('This isn’t available right now.')
    expect(await page.locator('button[name="add"]').isVisible()).toBe(false)
    await submitForm(page, 'buy-now')
    expect(await error(page).first().innerText()).toContain(
      'Camp Mug isn’t available right now. Remove it, or come back later.',
    )
    expect(await complete(page).isDisabled()).toBe(true)
  })
})
