import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers, cartProof, connect, lineProof, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'
import type { FakeCart } from './page/startPage.ts'

const endsAt = Math.floor(Date.now() / 1000) + 2 * 3600
const inCart = (): FakeCart => ({
  token: 'cart1',
  attributes: {},
  items: [{ key: 'k1', product_id: 1001, variant_id: 2001, quantity: 1, properties: {} }],
})
/** Changes the cart from the page and reads the answer, as a theme's own script would. */
const change = (page: Page, path: string, body: object) =>
  page.evaluate(
    async ([url, text]) => {
      const headers = { 'content-type': 'application/json' }
      await (await fetch(url ?? '', { method: 'POST', headers, body: text ?? '' })).json()
    },
    [path, JSON.stringify(body)],
  )
const panel = (page: Page, name: string) => page.locator(`.palisade-panel[data-for=${name}]`)
const shown = (page: Page, name: string) => page.locator(`palisade-gate[data-panel=${name}]`).waitFor()
const closed = (because: string, more: object = {}) => ({
  body: {
    gates: [{ id: 4, kind: 'closed', because, unmet: [], ...more }],
    proof: null,
    lineProofs: [],
    session: 'visit1',
  },
})

describe('a lost carrier', () => {
  test('default: the shopper is told, and one press restores it', async () => {
    const { page, cart, calls } = await openBlock({ cart: inCart() })
    await connect(page)
    await waitFor(page, 'unlocked')
    const [line] = cart.items
    // The attribute remains, so the line needs no proof.
    await change(page, '/cart/change.js', { id: line?.key, quantity: 2, properties: {} })
    await page.waitForLoadState('networkidle')
    expect(await page.locator('palisade-gate').getAttribute('data-state')).toBe('unlocked')

    await change(page, '/cart/update.js', { attributes: { _palisade: '' } })
    await shown(page, 'lost')
    expect(await panel(page, 'lost').innerText()).toContain('This offer is no longer in your cart.')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await expect.poll(focused).toContain('no longer in your cart')
    await page.getByRole('button', { name: 'Put it back' }).click()
    await waitFor(page, 'unlocked')
    expect(cart.attributes._palisade).toBe(cartProof)
    expect(cart.items[0]?.properties).toEqual({ _palisade: lineProof(2001) })
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock', 'renew'])
  })

  test('behavior: a loss is noticed when the shopper returns to the page, whoever caused it', async () => {
    const { page, cart } = await openBlock({ cart: inCart() })
    await connect(page)
    await waitFor(page, 'unlocked')
    cart.attributes = {}
    cart.items = inCart().items
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(shown(page, 'lost')).resolves.toBeUndefined()
  })

  test('behavior: the attribute also covers a line that the theme adds by itself', async () => {
    const { page, cart } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    cart.items = inCart().items
    await change(page, '/cart/update.js', { note: 'gift' })
    await page.waitForLoadState('networkidle')
    expect(await page.locator('palisade-gate').getAttribute('data-state')).toBe('unlocked')
  })

  test('behavior: a proof that the server wrote into this cart counts as a carrier', async () => {
    const { page, cart } = await openBlock({
      cart: inCart(),
      proxy: ({ body }) => ({ body: { ...(answers.open(body.lines).body as object), pass: true } }),
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    cart.items = inCart().items
    await change(page, '/cart/update.js', { attributes: { _palisade: '' } })
    await page.waitForLoadState('networkidle')
    expect(await page.locator('palisade-gate').getAttribute('data-state')).toBe('unlocked')
    cart.token = 'cart2'
    await change(page, '/cart/update.js', { note: '' })
    await shown(page, 'lost')
  })
})

describe('a shop that does not take the proofs', () => {
  const longer = (body: Record<string, unknown>) => {
    const answer = answers.open(body.lines).body as { lineProofs: { proof: string }[] }
    const lengthen = (proof: string) => proof.replace(/~(?=\w{32}$)/, `~${'x'.repeat(40)}~`)
    const lineProofs = answer.lineProofs.map((one) => ({ ...one, proof: lengthen(one.proof) }))
    return { body: { ...answer, proof: lengthen(cartProof), lineProofs } }
  }
  /** Counts the times that the card told the theme that it is unlocked. */
  const countUnlocked = (page: Page) =>
    page.evaluate(() => {
      const counted = { times: 0 }
      Object.assign(window, { counted })
      document.addEventListener('palisade:unlocked', () => {
        counted.times += 1
      })
    })

  test.each(['cut', 'refused'] as const)(
    'behavior: attribute and property are %s: the card does not say unlocked, and its sentence stays true',
    async (longTexts) => {
      const { page, cart } = await openBlock({
        cart: { ...inCart(), longTexts },
        proxy: ({ body }) => longer(body),
      })
      await countUnlocked(page)
      await connect(page)
      await shown(page, 'failed')
      const text = () => panel(page, 'failed').innerText()
      expect(await text()).toMatch(/We couldn’t put the offer into your cart\.\s+Your wallet is fine\./)
      expect(await page.locator('palisade-gate').innerText()).not.toContain('Unlocked')
      expect(await page.evaluate('window.counted.times')).toBe(0)
      // Trying again does not pretend anything either. Once the shop takes the proofs, it helps.
      const checks = page.waitForResponse(/palisade\/renew/)
      await page.getByRole('button', { name: 'Try again' }).click()
      await checks
      await shown(page, 'failed')
      delete cart.longTexts
      await page.getByRole('button', { name: 'Try again' }).click()
      await waitFor(page, 'unlocked')
      expect(await page.evaluate('window.counted.times')).toBe(1)
    },
  )

  test.each(['cut', 'refused'] as const)(
    'behavior: the cart was empty, both are %s: as soon as the product is in the cart, the card says so',
    async (longTexts) => {
      const { page, cart } = await openBlock({
        cart: { ...inCart(), items: [], longTexts },
        proxy: ({ body }) => longer(body),
      })
      await connect(page)
      await waitFor(page, 'unlocked')
      const [line] = inCart().items
      if (line) cart.items.push({ ...line, properties: { _palisade: 'p1~l~cut' } })
      await change(page, '/cart/update.js', { note: '' })
      await shown(page, 'failed')
      expect(await panel(page, 'failed').innerText()).toContain('We couldn’t put the offer into your cart.')
    },
  )
})

describe('a shop with discount codes', () => {
  test('default: the code is added to the cart’s codes, restored after a loss, and removed with the visit', async () => {
    const cart = { ...inCart(), discount_codes: [{ code: 'SUMMER', applicable: true }] }
    const { page } = await openBlock({
      cart,
      proxy: ({ body }) => ({
        body: { ...(answers.open(body.lines).body as object), codes: [{ gate: 4, code: 'P-1' }] },
      }),
    })
    const codes = () => cart.discount_codes.map(({ code }) => code)
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(codes()).toEqual(['SUMMER', 'P-1'])
    await change(page, '/cart/update.js', { discount: 'SUMMER' })
    await shown(page, 'lost')
    await page.getByRole('button', { name: 'Put it back' }).click()
    await waitFor(page, 'unlocked')
    expect(codes()).toEqual(['SUMMER', 'P-1'])
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expect.poll(codes).toEqual(['SUMMER'])
    expect(cart.attributes._palisade).toBe('')
  })
})

describe('a gate that is closed for a reason other than tokens', () => {
  test('default: a gate for signed-in customers says that the wallet is fine and links to the login', async () => {
    const { page } = await openBlock({
      gates: [{ number: 4, conditions: [ape], gives: { kind: 'none', exclusive: true, guard: 'account' } }],
      proxy: () => closed('sign-in'),
    })
    await connect(page)
    await waitFor(page, 'refused')
    const text = await panel(page, 'refused').innerText()
    expect(text).toContain('Your wallet qualifies. One more step.')
    expect(text).toContain('Log in to your account to use this offer.')
    const link = page.getByRole('link', { name: 'Log in' })
    expect(await link.getAttribute('href')).toBe('/account/login?return_url=%2Fproducts%2Fvarsity-jacket')
    expect(await page.getByRole('button', { name: 'Use another wallet' }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'My tokens are' }).isVisible()).toBe(false)
  })

  test.each([
    ['used-up', {}, 'Already used or reserved', 'The limit of this offer has been reached.'],
    ['ended', {}, 'This offer has ended', 'This offer is no longer available.'],
    ['not-started', { startsAt: endsAt }, 'Not started yet', /It starts .*\d/],
  ])('behavior: the card says that the gate is %s', async (because, more, title, sentence) => {
    const { page, cart } = await openBlock({ proxy: () => closed(because, more) })
    await connect(page)
    await waitFor(page, 'refused')
    expect(await panel(page, 'refused').locator('[data-ref=title]').innerText()).toBe(title)
    expect(await page.locator('[data-ref=unmet] li').innerText()).toMatch(sentence)
    expect(cart.attributes).toEqual({})
    expect(await page.getByRole('link', { name: 'Log in' }).count()).toBe(0)
  })
})

describe('times in the card', () => {
  test('default: the start of a gate appears in the shopper’s local time', async () => {
    const gates = [
      { number: 4, conditions: [ape], state: 'scheduled' as const, gives: { starts_at: 4_000_000_000 } },
    ]
    const { page } = await openBlock({ gates })
    const written = new Intl.DateTimeFormat('en', {
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    }).format(4_000_000_000_000)
    const told = (text: string) => text.replace(/\s/g, ' ')
    expect(told(await page.locator('time').innerText())).toBe(told(written))
  })
})
