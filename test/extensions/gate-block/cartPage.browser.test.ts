import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers, cartProof, connect, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'
import type { FakeCart } from './page/startPage.ts'

const endsAt = Math.floor(Date.now() / 1000) + 2 * 3600
const jacket = { key: 'k1', product_id: 1001, variant_id: 2001, quantity: 1, properties: {} }
const mug = { key: 'k2', product_id: 7, variant_id: 70, quantity: 1, properties: {} }
const startCart = (...items: FakeCart['items']): FakeCart => ({ token: 'cart1', attributes: {}, items })
const total = (page: Page) => page.locator('.total').innerText()

/** Counts how often the page is loaded from here on. */
function countLoads(page: Page): () => number {
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  return () => loads
}

/** Plays another app that replaces all attributes with its own. */
const wipe = (page: Page) =>
  page.evaluate(() => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ attributes: { _palisade: '', theirs: 'x' } })
    return fetch('/cart/update.js', { method: 'POST', headers, body }).then(() => {})
  })

describe('the block in the cart', () => {
  test('default: a shopper who connects there sees the new price at once', async () => {
    const { page, calls, cart } = await openBlock({ path: '/cart', cart: startCart(jacket) })
    const loads = countLoads(page)
    expect(await page.locator('palisade-gate').innerText()).toContain('In your cart: Varsity Jacket')
    expect(await total(page)).toContain('€120.00')
    await connect(page)
    await expect.poll(() => total(page)).toContain('€96.00')
    await waitFor(page, 'unlocked')
    expect(await page.locator('palisade-gate').innerText()).toMatch(
      /Unlocked:\s+20% off · Varsity Jacket\s+Ape Club · 0x12…\u20609f · Valid until/,
    )
    expect(cart.attributes._palisade).toBe(cartProof)
    expect(loads()).toBe(1)
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-for'))
    await expect.poll(focused).toBe('unlocked')
    expect(calls.map(({ verb, body }) => [verb, body.gates, body.lines])).toEqual([
      ['nonce', undefined, undefined],
      ['unlock', [4], [{ productId: 1001, variantId: 2001 }]],
      ['renew', [4], [{ productId: 1001, variantId: 2001 }]],
    ])
  })

  test('behavior: opening the page renews an earlier visit and reloads the page once', async () => {
    const { page, calls, cart, open } = await openBlock({ path: '/cart', cart: startCart(jacket) })
    await connect(page)
    await expect.poll(() => total(page)).toContain('€96.00')
    await waitFor(page, 'unlocked')
    delete cart.attributes._palisade
    cart.items[0] = { ...jacket }
    calls.length = 0
    const loads = countLoads(page)
    await open()
    await expect.poll(() => total(page)).toContain('€96.00')
    await waitFor(page, 'unlocked')
    await page.waitForLoadState('networkidle')
    expect(calls.map(({ verb }) => verb)).toEqual(['renew', 'renew'])
    expect(loads()).toBe(2)
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    await open()
    await waitFor(page, 'unlocked')
    await page.waitForLoadState('networkidle')
    expect(loads()).toBe(3)
  })

  test('behavior: an app that removes every proof causes no endless reload', async () => {
    const { page, calls, cart, open } = await openBlock({ path: '/cart', cart: startCart(jacket) })
    await connect(page)
    await expect.poll(() => total(page)).toContain('€96.00')
    await waitFor(page, 'unlocked')
    await page.route('**/cart', async (route) => {
      delete cart.attributes._palisade
      await route.continue()
    })
    calls.length = 0
    const loads = countLoads(page)
    await open()
    await expect.poll(() => calls.length).toBe(2)
    await waitFor(page, 'unlocked')
    await page.waitForLoadState('networkidle')
    expect(calls.map(({ verb }) => verb)).toEqual(['renew', 'renew'])
    expect(loads()).toBe(2)
  })

  test('behavior: a cart that loses its offer says so, and one press restores it', async () => {
    const { page, cart } = await openBlock({
      path: '/cart',
      cart: startCart(jacket),
      proxy: ({ body }) => ({
        body: { ...(answers.open(body.lines).body as object), lineProofs: [] },
      }),
    })
    await connect(page)
    await expect.poll(() => total(page)).toContain('€96.00')
    await waitFor(page, 'unlocked')
    await wipe(page)
    await waitFor(page, 'failed')
    expect(await page.locator('palisade-gate').getAttribute('data-panel')).toBe('lost')
    expect(await page.locator('palisade-gate').innerText()).toContain('This offer is no longer in your cart.')
    const loads = countLoads(page)
    await page.getByRole('button', { name: 'Put it back' }).press('Enter')
    await expect.poll(loads).toBe(1)
    await waitFor(page, 'unlocked')
    expect(cart.attributes).toEqual({ _palisade: cartProof, theirs: 'x' })
    expect(await total(page)).toContain('€96.00')
  })

  test('behavior: a cart that becomes empty while its page is open shows no card, until something is in it', async () => {
    const { page, cart } = await openBlock({ path: '/cart', cart: startCart(jacket) })
    const gate = page.locator('palisade-gate')
    /** Plays a theme that changes the cart without a new page. */
    const change = (...items: FakeCart['items']) => {
      cart.items.splice(0, cart.items.length, ...items)
      return page.evaluate(() => fetch('/cart/update.js', { method: 'POST', body: '{}' }).then(() => {}))
    }
    await change()
    await gate.waitFor({ state: 'hidden' })
    await change(jacket)
    await gate.waitFor()
    await connect(page)
    await expect.poll(() => total(page)).toContain('€96.00')
    await waitFor(page, 'unlocked')
    await change()
    await gate.waitFor({ state: 'hidden' })
    expect(await page.locator('body').innerText()).not.toContain('Unlocked')
  })

  test('behavior: an outsider sees what is missing, and the page stays unchanged', async () => {
    const { page, cart } = await openBlock({
      path: '/cart',
      cart: startCart(jacket, mug),
      gates: [
        { number: 4, conditions: [ape] },
        { number: 5, conditions: [ape] },
      ],
      others: [{ id: 7, title: 'Camp Mug', gates: [5] }],
      proxy: () => {
        const [gate] = answers.closed.body.gates
        const gates = [gate, { ...gate, id: 5 }]
        return { body: { ...answers.closed.body, gates } }
      },
    })
    const loads = countLoads(page)
    const place = () => page.locator('.after').evaluate((node) => node.getBoundingClientRect().top)
    const before = await place()
    await connect(page)
    await waitFor(page, 'refused')
    const text = await page.locator('palisade-gate').innerText()
    expect(text.match(/You need 2 Ape Club on Ethereum\. 0x12…\u20609f holds 1\./g)).toHaveLength(1)
    expect(text).not.toContain('One of these is enough')
    expect(await place()).toBe(before)
    expect(loads()).toBe(0)
    expect(cart.attributes).toEqual({})
  })

  test('behavior: the gate of another product does not open an exclusive product', async () => {
    const gives = { kind: 'none', exclusive: true } as const
    let isHolder = false
    const { page, cart } = await openBlock({
      path: '/cart',
      cart: startCart(jacket, mug),
      gates: [
        { number: 4, conditions: [ape] },
        { number: 5, conditions: [{ ...ape, name: 'Season Pass' }], gives },
      ],
      others: [{ id: 7, title: 'Camp Mug', gates: [5] }],
      proxy: ({ body }) => {
        const [closed] = answers.closed.body.gates
        const open = (id: number) => ({ id, kind: 'open', endsAt })
        const gates = [open(4), isHolder ? open(5) : { ...closed, id: 5 }]
        return { body: { ...(answers.open(body.lines).body as object), gates } }
      },
    })
    const card = page.locator('palisade-gate')
    expect(await card.innerText()).toContain('Can’t be bought without it: Camp Mug')
    expect(await card.innerText()).toContain(
      'Connect your wallet to check out, or remove these products from your cart.',
    )
    await connect(page)
    await waitFor(page, 'refused')
    await expect.poll(() => total(page)).toContain('€216.00')
    expect(cart.attributes._palisade).toBe(cartProof)
    isHolder = true
    await page.reload()
    await waitFor(page, 'unlocked')
    expect(await card.innerText()).toMatch(/Unlocked:\s+yours to buy · Camp Mug\s+20% off · Varsity Jacket\s/)
  })

  test('behavior: two blocks on one page write one after the other, with the same result', async () => {
    const { page, calls, cart } = await openBlock({
      path: '/cart',
      cart: startCart(jacket, { ...jacket, key: 'k3', variant_id: 2002 }),
      blocks: 2,
    })
    const loads = countLoads(page)
    const cards = page.locator('palisade-gate')
    await cards.nth(1).getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Lantern' }).click()
    await expect.poll(() => total(page)).toContain('€192.00')
    await expect.poll(() => page.locator('palisade-gate[data-state=unlocked]').count()).toBe(2)
    expect(loads()).toBe(1)
    expect(calls.map(({ verb }) => verb)).toEqual(['nonce', 'unlock', 'renew', 'renew'])
    cart.items.splice(0, 2, { ...jacket }, { ...jacket, key: 'k3', variant_id: 2002 })
    delete cart.attributes._palisade
    await page.reload()
    await expect.poll(() => page.locator('palisade-gate[data-state=unlocked]').count()).toBe(2)
    expect(await total(page)).toContain('€192.00')
    await cards.nth(0).getByRole('button', { name: 'Disconnect' }).click()
    await expect.poll(() => page.locator('palisade-gate[data-state=locked]').count()).toBe(2)
    await expect.poll(() => total(page)).toContain('€240.00')
    expect(cart.items.map(({ properties }) => properties)).toEqual([{}, {}])
  })

  test('behavior: a used-up limit names what has used it up', async () => {
    const used = {
      limit: 'token',
      token: { name: 'Night Owls', id: '4021' },
      at: 1_777_000_000,
      heldUntil: null,
    }
    let usedUp: object = used
    const { page } = await openBlock({
      path: '/cart',
      cart: startCart(jacket),
      proxy: () => ({
        body: {
          gates: [{ id: 4, kind: 'closed', because: 'used-up', unmet: [], usedUp }],
          proof: null,
          lineProofs: [],
          session: 'visit1',
        },
      }),
    })
    const card = page.locator('palisade-gate')
    await connect(page)
    await waitFor(page, 'refused')
    expect(await card.innerText()).toContain('Already used or reserved')
    expect(await card.innerText()).toContain(
      'Night Owls #4021 was already used for an order on April 24, 2026.',
    )
    usedUp = { ...used, heldUntil: endsAt }
    await page.reload()
    await waitFor(page, 'refused')
    expect(await card.innerText()).toMatch(/It’s reserved for another cart until .*\d:\d\d/)
  })
})
