import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  answers,
  cartProof,
  connect,
  hidden,
  holder,
  lineProof,
  openBlock,
  waitFor,
} from './page/openBlock.ts'
import type { FakeCart } from './page/startPage.ts'

const state = (page: Page) => page.locator('palisade-gate').getAttribute('data-state')

describe('the block in a browser', () => {
  test('default: the shopper connects and signs once, and the proof is in the cart, the lines and the form', async () => {
    const cart: FakeCart = {
      token: 'cart1',
      attributes: { gift: 'yes' },
      items: [
        { key: 'k1', product_id: 1001, variant_id: 2002, quantity: 3, properties: { Engraving: 'Jo' } },
        { key: 'k2', product_id: 9, variant_id: 91, quantity: 1, properties: {} },
      ],
    }
    const { page, calls } = await openBlock({ cart })
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      for (const name of ['palisade:unlocked', 'palisade:refused', 'cart:refresh']) {
        document.addEventListener(name, () => heard.push(name))
      }
    })
    await connect(page)
    await waitFor(page, 'unlocked')

    const card = page.locator('.palisade-panel[data-for=unlocked]')
    expect(await card.textContent()).toMatch(/Unlocked: 20% off/)
    expect(await card.textContent()).toMatch(/€120\.00\s+Your price\s+€96\.00 at checkout/)
    expect(await card.textContent()).toMatch(/0x12…\u20609f · Valid until (?:[A-Z][a-z]{2} )?\d/)

    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock'])
    expect(calls[0]?.body).toEqual({ key: { x: expect.any(String), y: expect.any(String) } })
    expect(calls[1]?.body).toEqual({
      nonce: 'n1',
      chain: 'ethereum',
      walletAddress: holder,
      signature: `0x${'11'.repeat(65)}`,
      gates: [4],
      lines: [
        { productId: 1001, variantId: 2001 },
        { productId: 1001, variantId: 2002 },
        { productId: 9, variantId: 91 },
      ],
      cart: 'cart1',
    })
    expect(cart.attributes).toEqual({ gift: 'yes', _palisade: cartProof })
    expect(cart.items.map((item) => [item.quantity, item.properties])).toEqual([
      [3, { Engraving: 'Jo', _palisade: lineProof(2002) }],
      [1, {}],
    ])
    expect(await page.locator(hidden).inputValue()).toBe(lineProof(2001))
    expect(await page.evaluate('window.heard')).toEqual(['cart:refresh', 'palisade:unlocked'])
    const asked = (await page.evaluate('window.asked')) as { method: string; params?: string[] }[]
    expect(asked.map((call) => call.method)).toEqual([
      'eth_chainId',
      'eth_requestAccounts',
      'eth_chainId',
      'personal_sign',
    ])
    const signed = Buffer.from(asked[3]?.params?.[0]?.slice(2) ?? '', 'hex').toString()
    expect(signed).toBe(answers.nonce.body.message)
  })

  test('behavior: the next page load finds the visit again, without the wallet', async () => {
    const { page, calls, open } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    await open()
    await waitFor(page, 'unlocked')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock', 'renew'])
    expect(calls[2]?.body).toMatchObject({ session: 'visit1', gates: [4], cart: 'cart1' })
    expect(await page.evaluate('window.asked')).toEqual([])
    expect(await page.locator('[data-for=unlocked]').textContent()).toContain('0x12…\u20609f')
  })

  test('behavior: an ended visit shows the locked state (ERR_SESSION_UNKNOWN)', async () => {
    const { page, calls, open } = await openBlock({
      proxy: ({ verb, body }) =>
        verb === 'renew'
          ? { status: 401, body: { msg: 'The visit has ended.', code: 'ERR_SESSION_UNKNOWN' } }
          : answers.open(body.lines),
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    await open()
    await waitFor(page, 'locked')
    expect(await page.locator(hidden).count()).toBe(0)
    await open()
    await page.waitForLoadState('networkidle')
    expect(calls.filter((call) => call.verb === 'renew')).toHaveLength(1)
  })

  test('behavior: two blocks on a page share what one of them opens, without another signature', async () => {
    const { page, calls } = await openBlock({ blocks: 2 })
    const cards = page.locator('palisade-gate')
    await cards.nth(0).getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Lantern' }).click()
    const open = () => page.locator('palisade-gate[data-state=unlocked]').count()
    await expect.poll(open).toBe(2)
    await page.waitForLoadState('networkidle')
    expect(calls.map(({ verb }) => verb)).toEqual(['nonce', 'unlock', 'renew'])
    await page.reload()
    await expect.poll(open).toBe(2)
    await page.waitForLoadState('networkidle')
    expect(calls.map(({ verb }) => verb).slice(3)).toEqual(['renew', 'renew'])
  })

  test('behavior: the form follows the chosen variant, and its line carries the proof', async () => {
    const { page, calls, cart } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    await page.getByLabel('Size').selectOption('2002')
    await page.locator(`${hidden}[value="${lineProof(2002)}"]`).waitFor({ state: 'attached' })
    expect(calls.at(-1)).toMatchObject({
      verb: 'renew',
      body: { lines: [{ productId: 1001, variantId: 2002 }] },
    })
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.waitForURL('**/cart')
    expect(cart.items).toMatchObject([{ variant_id: 2002, properties: { _palisade: lineProof(2002) } }])
  })

  test('behavior: a form with an unlisted variant is matched by its product, and the form of another product stays unchanged', async () => {
    const fields = (id: number, variant: number) =>
      `<input type="hidden" name="product-id" value="${id}"><input type="hidden" name="id" value="${variant}">`
    const { page, calls } = await openBlock({
      script: `document.addEventListener('DOMContentLoaded', () => {
        const form = document.querySelector('form')
        const other = form.cloneNode()
        form.innerHTML = '${fields(1001, 2999)}'
        other.innerHTML = '${fields(1002, 3001)}'
        form.after(other)
      })`,
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(calls.at(-1)?.body.lines).toEqual([{ productId: 1001, variantId: 2999 }])
    const sent = await page
      .locator(hidden)
      .evaluateAll((inputs: HTMLInputElement[]) =>
        inputs.map(({ form, value }) => [form?.querySelector<HTMLInputElement>('[name=id]')?.value, value]),
      )
    expect(sent).toEqual([['2999', lineProof(2999)]])
  })

  test('behavior: a form that the theme has replaced still sends the proof', async () => {
    const { page } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    const sent = await page.evaluate(() => {
      const form = document.querySelector('form')
      if (!form) return null
      form.querySelector('input[type=hidden]')?.remove()
      return new FormData(form).get('properties[_palisade]')
    })
    expect(sent).toBe(lineProof(2001))
  })

  test('behavior: disconnecting ends the visit and removes the proofs', async () => {
    const { page, cart, open, calls } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await waitFor(page, 'locked')
    expect(await page.locator(hidden).count()).toBe(0)
    await expect.poll(() => cart.attributes._palisade).toBe('')
    await open()
    await page.waitForLoadState('networkidle')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock'])
  })

  test('refuses: an outsider sees what is missing and may use another wallet', async () => {
    const { page, cart } = await openBlock({ proxy: () => answers.closed })
    await connect(page)
    await waitFor(page, 'refused')
    const text = await page.locator('[data-for=refused]').textContent()
    expect(text).toContain('Not in this wallet yet')
    expect(text).toContain('You need 2 Ape Club on Ethereum. 0x12…\u20609f holds 1.')
    expect(cart.attributes).toEqual({})
    await page.getByRole('button', { name: 'Use another wallet' }).click()
    await page.getByRole('dialog').waitFor()
  })

  test('behavior: an unchecked gate is not a refusal, and Try again needs no second signature', async () => {
    let isDown = true
    const { page, calls } = await openBlock({
      proxy: ({ body }) => {
        if (!isDown) return answers.open(body.lines)
        const gates = [{ id: 4, kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: 'ethereum' }]
        return { body: { gates, proof: null, lineProofs: [], session: 'visit1' } }
      },
    })
    await connect(page)
    await waitFor(page, 'failed')
    const text = await page.locator('[data-for=failed]').textContent()
    expect(text).toContain('We couldn’t check Ethereum just now.')
    expect(text).toContain('Nothing is lost.')
    isDown = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await waitFor(page, 'unlocked')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock', 'renew'])
  })

  test('refuses: an HTML page in place of an answer', async () => {
    const { page } = await openBlock({
      proxy: () => ({ type: 'text/html', body: '<html>password page</html>' }),
    })
    await connect(page)
    await waitFor(page, 'failed')
    expect(await page.locator('[data-for=failed]').textContent()).toContain(
      'We couldn’t unlock this just now.',
    )
  })

  test('behavior: a slow chain shows a message', async () => {
    let goOn = () => {}
    const until = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const { page } = await openBlock({
      proxy: ({ body }) => ({ ...answers.open(body.lines), until }),
    })
    await connect(page)
    await waitFor(page, 'checking')
    await expect(
      page.getByText('Ethereum is taking a little longer than usual.').first().waitFor(),
    ).resolves.toBeUndefined()
    goOn()
    await waitFor(page, 'unlocked')
  })

  test('behavior: declining in the wallet shows a friendly message', async () => {
    const { page } = await openBlock({ wallet: { signs: 'rejects' } })
    await connect(page)
    await page.getByText('No problem. Connect whenever you like.').first().waitFor()
    expect(await state(page)).toBe('locked')
  })

  test('behavior: cancelling while the wallet waits goes back and sends nothing', async () => {
    const { page, calls } = await openBlock({ wallet: { connects: 'waits' } })
    await connect(page)
    await waitFor(page, 'connecting')
    expect(await page.locator('[data-for=connecting]').textContent()).toContain('Continue in Lantern')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await waitFor(page, 'locked')
    expect(calls.map((call) => call.verb)).toEqual(['nonce'])
  })

  test('behavior: everything works by keyboard, and the focus is never lost', async () => {
    const { page } = await openBlock({})
    await page.getByRole('button', { name: 'Connect wallet' }).focus()
    await page.keyboard.press('Enter')
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
    await expect.poll(focused).toBe('Lantern')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await expect.poll(focused).toBe('Connect wallet')
    await waitFor(page, 'locked')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Lantern')
    await page.keyboard.press('Tab')
    await expect.poll(focused).toBe('<b>Harbour</b>')
    await page.keyboard.press('Enter')
    await waitFor(page, 'unlocked')
    const panel = () => page.evaluate(() => document.activeElement?.getAttribute('data-for'))
    await expect.poll(panel).toBe('unlocked')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^Unlocked: 20% off/,
    )
    await page.keyboard.press('Tab')
    await expect.poll(focused).toBe('Add another wallet')
    await page.keyboard.press('Tab')
    await expect.poll(focused).toBe('Disconnect')
  })

  test('behavior: the page below the card never moves', async () => {
    for (const proxy of [undefined, () => answers.closed, () => ({ status: 500, body: {} })]) {
      const { page } = await openBlock(proxy ? { proxy } : {})
      const top = () => page.locator('.after').evaluate((node) => node.getBoundingClientRect().top)
      const before = await top()
      await connect(page)
      await page
        .locator('palisade-gate:is([data-state=unlocked],[data-state=refused],[data-state=failed])')
        .waitFor()
      expect(await top()).toBe(before)
    }
  })
})
