import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers, cartProof, connect, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'
import { conditions, treeNeeds } from './page/treeNeeds.ts'

/* What a shopper reads about the offers of a product: before, while and after a wallet opens them. */
const panel = (page: Page, name: string) => page.locator(`.palisade-panel[data-for=${name}]`)
const text = (page: Page, name: string) => panel(page, name).innerText()
const owls = { ...ape, name: 'Night Owls' }
const endsIn = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const open = (id: number, seconds = 7200) => ({ id, kind: 'open', endsAt: endsIn(seconds) })
const answer = (...gates: object[]) => ({
  body: { gates, proof: cartProof, lineProofs: [], session: 'visit1' },
})

describe('an open card', () => {
  test('behavior: it names the wallet, how long it is valid, and how many an order may have', async () => {
    const { page } = await openBlock({
      gates: [{ number: 4, conditions: [ape], gives: { kind: 'percentage', percent: '20', cap: 2 } }],
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await text(page, 'unlocked')).toMatch(
      /Ape Club · 0x12….?9f · Valid until .* · Up to 2 per order\./,
    )
  })

  test('behavior: of several wallets it names the one that opened the offer', async () => {
    const { page } = await openBlock({ proxy: () => answer({ ...open(4), wallet: '0x77…07' }) })
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await text(page, 'unlocked')).toContain('Ape Club · 0x77…07 · Valid until')
  })

  test('behavior: the best offer is the title, and the others that are open stand below it', async () => {
    const { page } = await openBlock({
      gates: [
        { number: 4, conditions: [ape], gives: { kind: 'percentage', percent: '10' } },
        { number: 5, conditions: [owls], gives: { kind: 'percentage', percent: '30' } },
        { number: 6, conditions: [{ ...ape, name: 'Foxes' }] },
      ],
      proxy: () => answer(open(4), open(5), { id: 6, kind: 'closed', because: 'ended' }),
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    const told = await text(page, 'unlocked')
    expect(told).toContain('Unlocked: 30% off')
    const shown = panel(page, 'unlocked').locator('.palisade-either > :not([aria-hidden])')
    expect(await shown.allInnerTexts()).toEqual([
      'Also unlocked: 10% off for Ape Club holders',
      'Still locked: 20% off for Foxes holders',
    ])
    const label = await panel(page, 'unlocked').getAttribute('aria-label')
    expect(label).toContain('Also unlocked: 10% off for Ape Club holders')
    expect(label).not.toContain('Still locked: 10%')
  })

  test('behavior: of several lists of tokens each says which gate it is about, and a single one does not', async () => {
    const gives = { kind: 'percentage' as const, percent: '10', per_token: 1 }
    const owlGate = { number: 5, conditions: [owls], gives: { ...gives, exclusive: true } }
    const read = async (gates: Parameters<typeof openBlock>[0]['gates']) => {
      const { page } = await openBlock({ gates, proxy: () => answer(open(4), open(5)) })
      await connect(page)
      await waitFor(page, 'unlocked')
      return panel(page, 'unlocked').locator('summary').allInnerTexts()
    }
    expect(await read([{ number: 4, conditions: [ape], gives }])).toEqual(['Choose which token is used'])
    expect(await read([{ number: 4, conditions: [ape], gives }, owlGate])).toEqual([
      'Choose which token is used · 10% off for Ape Club holders',
      'Choose which token is used · For Night Owls holders',
    ])
  })

  test('behavior: where the product’s form cannot be reached, it leads through the cart', async () => {
    const { page } = await openBlock({
      script: `document.addEventListener('DOMContentLoaded', () => {
        const form = document.querySelector('form[action="/cart/add"]')
        const host = document.createElement('product-form')
        form.before(host)
        host.attachShadow({ mode: 'closed' }).append(form)
      })`,
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await text(page, 'unlocked')).toContain(
      'Add it to your cart and check out there. “Buy it now” doesn’t work with this offer here.',
    )
    const reached = await openBlock({})
    await connect(reached.page)
    await waitFor(reached.page, 'unlocked')
    expect(await text(reached.page, 'unlocked')).not.toContain('Add it to your cart')
  })

  test('behavior: a proof that ended while a laptop slept is renewed when it wakes', async () => {
    const { page, calls } = await openBlock({ proxy: () => answer(open(4, 3600)) })
    await page.clock.install()
    await connect(page)
    await waitFor(page, 'unlocked')
    const before = calls.filter(({ verb }) => verb === 'renew').length
    // The clock jumps, and no timer has run.
    await page.clock.setSystemTime(Date.now() + 2 * 3600_000 - 60_000)
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(() => calls.filter(({ verb }) => verb === 'renew').length).toBeGreaterThan(before)
  })
})

describe('nested groups', () => {
  /** How deep the lists of the panel are, item by item. */
  const depths = (page: Page, list: string) =>
    page
      .locator(list)
      .first()
      .evaluate((root) =>
        [...root.querySelectorAll('li')].map((item) => {
          let depth = 0
          for (let at: Element | null = item; at && at !== root; at = at.parentElement)
            if (at.tagName === 'UL') depth += 1
          return depth
        }),
      )

  test('behavior: a requirement of groups is read as lists in lists', async () => {
    const { page } = await openBlock({
      gates: [
        {
          ...{ number: 4, conditions: [] },
          needs: treeNeeds({
            kind: 'all',
            of: [conditions.owls, { kind: 'any', of: [conditions.owls, conditions.passes] }],
          }),
        },
      ],
    })
    const found = await depths(page, '.palisade-tree')
    expect(found).toEqual([0, 0, 1, 1])
  })

  test('behavior: a refusal of groups is, too', async () => {
    const [closed] = answers.closed.body.gates
    const [line] = closed?.lines ?? []
    const lines = [
      { depth: 0, text: 'any' },
      { ...line, depth: 1 },
      { depth: 1, text: 'all' },
      { ...line, depth: 2, name: 'Owls' },
      { ...line, depth: 0, name: 'Foxes' },
    ]
    const { page } = await openBlock({
      proxy: () => ({ body: { ...answers.closed.body, gates: [{ ...closed, lines }] } }),
    })
    await connect(page)
    await waitFor(page, 'refused')
    expect(await depths(page, '[data-ref=unmet]')).toEqual([0, 1, 1, 2, 0])
    expect(await panel(page, 'refused').getAttribute('aria-label')).not.toContain('–')
  })
})

describe('where to get the token', () => {
  test('behavior: no other wallet is offered where none can help, and a link only where one may', async () => {
    const { page } = await openBlock({
      proxy: () => answer({ id: 4, kind: 'closed', because: 'used-up', usedUp: { limit: 'total' } }),
    })
    await connect(page)
    await waitFor(page, 'refused')
    expect(await panel(page, 'refused').getByRole('button').count()).toBe(0)
    expect(await text(page, 'refused')).toContain('There are none left.')
  })

  test('behavior: a browser’s wallet that comes after the list was opened is listed', async () => {
    const { page } = await openBlock({
      script:
        'window.addEventListener("eip6963:announceProvider", (event) => event.stopImmediatePropagation(), true)',
    })
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    const listed = page.locator('[data-ref=wallets] .palisade-wallet')
    expect(await listed.count()).toBe(0)
    await page.evaluate(() => {
      Object.assign(window, { ethereum: { request: async () => [] } })
      window.dispatchEvent(new Event('ethereum#initialized'))
    })
    await expect.poll(() => listed.allInnerTexts()).toEqual(['Browser wallet'])
  })
})
