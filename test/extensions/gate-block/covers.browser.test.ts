import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { cartProof, connect, openBlock, waitFor } from './page/openBlock.ts'
import { ape, type SeedGate } from './page/seedGates.ts'
import type { FakeCart } from './page/startPage.ts'

/* While only holders can buy, the card's own button is the one to press: the theme's are covered. */
const exclusive: SeedGate = { number: 4, conditions: [ape], gives: { kind: 'none', exclusive: true } }
const addButton = (page: Page) => page.locator('main button.add')
const isShown = (page: Page) => addButton(page).isVisible()
const choose = (page: Page, variantId: number) =>
  page.locator('select[name=id]').selectOption(String(variantId))
const open = (id: number) => ({ id, kind: 'open', endsAt: Math.floor(Date.now() / 1000) + 7200 })
const closed = (id: number) => ({ id, kind: 'closed', because: 'ended' })
const answer = (...gates: object[]) => ({
  body: { gates, proof: cartProof, lineProofs: [], session: 'visit1' },
})

describe('an exclusive product', () => {
  test('default: its Add to cart is covered from the first frame, shown when unlocked, covered when disconnected', async () => {
    const { page } = await openBlock({ gates: [exclusive] })
    expect(await isShown(page)).toBe(false)
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await isShown(page)).toBe(true)
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expect.poll(() => isShown(page)).toBe(false)
  })

  test('behavior: without a script it stays covered, and the card says why', async () => {
    const { page } = await openBlock({ gates: [exclusive] })
    const still = await page.context().browser()?.newContext({ javaScriptEnabled: false })
    const plain = (await still?.newPage()) as Page
    await plain.goto(page.url())
    expect(await isShown(plain)).toBe(false)
    const card = plain.locator('palisade-gate')
    expect(await card.innerText()).toContain('Turn on JavaScript')
    // No button that does nothing.
    expect(await card.getByRole('button').count()).toBe(0)
    await still?.close()
  })

  test.each(['scheduled', 'paused', 'ended'] as const)(
    'behavior: while its gate is %s, it is covered',
    async (state) => {
      const gives = { ...exclusive.gives, after_end: 'closed', starts_at: 2e9 } as const
      const { page } = await openBlock({ gates: [{ ...exclusive, state, gives }] })
      expect(await isShown(page)).toBe(false)
    },
  )

  test('behavior: it is covered while nobody qualifies, and not if the gate ended for everybody', async () => {
    const refused = await openBlock({ gates: [exclusive], proxy: () => answer(closed(4)) })
    await connect(refused.page)
    await waitFor(refused.page, 'refused')
    expect(await isShown(refused.page)).toBe(false)
    const lifted = await openBlock({ gates: [{ ...exclusive, state: 'ended' }] })
    expect(await isShown(lifted.page)).toBe(true)
  })

  test('behavior: a gate of one variant covers that variant alone', async () => {
    const { page } = await openBlock({
      gates: [
        { ...exclusive, variantIds: [2001] },
        { ...exclusive, number: 5, variantIds: [2002] },
      ],
      proxy: () => answer(open(4), closed(5)),
    })
    expect(await isShown(page)).toBe(false)
    await connect(page)
    await waitFor(page, 'unlocked')
    await expect.poll(() => isShown(page)).toBe(true)
    await choose(page, 2002)
    await expect.poll(() => isShown(page)).toBe(false)
    await choose(page, 2001)
    await expect.poll(() => isShown(page)).toBe(true)
  })

  test('behavior: a discount covers nothing', async () => {
    const { page } = await openBlock({})
    expect(await isShown(page)).toBe(true)
    expect(await page.locator('style[data-ref=cover]').count()).toBe(0)
  })

  test('behavior: other products’ forms on the page stay as they are', async () => {
    const { page } = await openBlock({ gates: [exclusive] })
    await page.evaluate(() =>
      document.body.insertAdjacentHTML(
        'beforeend',
        '<form action="/cart/add"><input type="hidden" name="id" value="777"><button class="other">Quick add</button></form>',
      ),
    )
    expect(await page.locator('button.other').isVisible()).toBe(true)
  })
})

describe('a theme of another kind', () => {
  test('behavior: dynamic checkout buttons are covered with the form that they are in', async () => {
    const { page } = await openBlock({ gates: [exclusive] })
    await page
      .locator('form[action="/cart/add"]')
      .evaluate((form) =>
        form.insertAdjacentHTML(
          'beforeend',
          '<div class="shopify-payment-button">Buy</div><shopify-accelerated-checkout>Pay</shopify-accelerated-checkout>',
        ),
      )
    const express = page.locator('.shopify-payment-button, shopify-accelerated-checkout')
    expect(await express.count()).toBe(2)
    for (const one of await express.all()) expect(await one.isVisible()).toBe(false)
    await connect(page)
    await waitFor(page, 'unlocked')
    for (const one of await express.all()) expect(await one.isVisible()).toBe(true)
  })

  test('behavior: a form in an open shadow root is covered, too', async () => {
    const { page, open: reload } = await openBlock({ gates: [exclusive] })
    await page.addInitScript(() =>
      document.addEventListener('DOMContentLoaded', () => {
        const form = document.querySelector('form[action="/cart/add"]') as HTMLFormElement
        const host = document.createElement('product-form')
        form.before(host)
        host.attachShadow({ mode: 'open' }).append(form)
      }),
    )
    await reload()
    await expect.poll(() => isShown(page)).toBe(false)
    await connect(page)
    await waitFor(page, 'unlocked')
    await expect.poll(() => isShown(page)).toBe(true)
  })

  test('behavior: a strict policy that forbids styles in the page does not uncover it', async () => {
    const { page, open: reload } = await openBlock({ gates: [exclusive] })
    await page.route('**/products/*', async (route) => {
      const policy = { 'content-security-policy': "default-src 'self'; style-src 'self'" }
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), ...policy } })
    })
    await reload()
    await expect.poll(() => isShown(page)).toBe(false)
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await isShown(page)).toBe(true)
  })

  test('behavior: a morph that restores what the server rendered changes nothing', async () => {
    const { page } = await openBlock({ gates: [exclusive] })
    const served = await page.locator('palisade-gate').evaluate((block) => block.innerHTML)
    const again = (html: string) =>
      page.locator('palisade-gate').evaluate((block, text) => {
        block.innerHTML = text
      }, html)
    await again(served)
    expect(await isShown(page)).toBe(false)
    await connect(page)
    await waitFor(page, 'unlocked')
    await again(served)
    await expect.poll(() => isShown(page)).toBe(true)
  })
})

describe('the cart', () => {
  const cart = (...productIds: number[]): FakeCart => ({
    token: 'cart1',
    attributes: {},
    items: productIds.map((product_id, i) => ({
      key: `k${i}`,
      product_id,
      variant_id: product_id === 1001 ? 2001 : product_id * 10,
      quantity: 1,
      properties: {},
    })),
  })
  const others = [{ id: 1002, title: 'Mug', gates: [] }]
  const path = '/cart' as const

  test('default: its checkout is covered while a line needs a wallet, and the card leads on', async () => {
    const { page } = await openBlock({ gates: [exclusive], others, cart: cart(1001, 1002), path })
    expect(await isShown(page)).toBe(false)
    const card = page.locator('palisade-gate')
    expect(await card.innerText()).toMatch(/Can’t be bought without it: Varsity Jacket/)
    expect(await card.innerText()).toContain(
      'Connect your wallet to check out, or remove these products from your cart.',
    )
    await connect(page)
    await waitFor(page, 'unlocked')
    await expect.poll(() => isShown(page)).toBe(true)
  })

  test('behavior: it is shown as soon as the line has left the cart, without a reload', async () => {
    const held = cart(1001, 1002)
    const { page } = await openBlock({ gates: [exclusive], others, cart: held, path })
    expect(await isShown(page)).toBe(false)
    held.items.shift()
    await page.evaluate(() => fetch('/cart/update.js', { method: 'POST', body: '{}' }))
    await expect.poll(() => isShown(page)).toBe(true)
  })

  test('behavior: a cart without an exclusive line, or with a proof, is not covered', async () => {
    const plain = await openBlock({ gates: [exclusive], others, cart: cart(1002), path })
    expect(await isShown(plain.page)).toBe(true)
    const proven = { ...cart(1001), attributes: { _palisade: cartProof } }
    const { page } = await openBlock({ gates: [exclusive], others, cart: proven, path })
    expect(await isShown(page)).toBe(true)
  })
})
