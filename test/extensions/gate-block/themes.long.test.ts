import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { connect, hidden, lineProof, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'

const panel = (page: Page, name: string) => page.locator(`.palisade-panel[data-for=${name}]`)
const shows = (page: Page, name: string) => expect.poll(() => panel(page, name).isVisible()).toBe(true)

/** Put the block into another column, at once or after a while. */
const move = (page: Page, afterMs = 0) =>
  page.evaluate((wait) => {
    const block = document.querySelector('palisade-gate') as HTMLElement
    const put = () => document.querySelector('main > div:last-child')?.append(block)
    if (wait === 0) return put()
    block.remove()
    setTimeout(put, wait)
  }, afterMs)

/** Remember what the server rendered, and put it back later, as a theme that morphs a section does. */
const readServed = (page: Page) => page.locator('palisade-gate').evaluate((block) => block.innerHTML)
const morph = (page: Page, served: string) =>
  page.locator('palisade-gate').evaluate((block, html) => {
    block.setAttribute('data-state', 'locked')
    block.setAttribute('data-panel', 'locked')
    block.innerHTML = html
  }, served)

describe('a theme that moves the block', () => {
  test.each([
    ['connecting', 'waits', 'yes', 0],
    ['connecting', 'waits', 'yes', 400],
    ['signing', 'yes', 'waits', 0],
    ['signing', 'yes', 'waits', 400],
  ] as const)('behavior: while %s, its text and Cancel stay true', async (state, connects, signs, wait) => {
    const { page } = await openBlock({ wallet: { connects, signs } })
    await connect(page)
    await waitFor(page, state)
    await move(page, wait)
    await shows(page, state)
    await panel(page, state).getByRole('button', { name: 'Cancel' }).click()
    await shows(page, 'locked')
    expect(await page.locator('palisade-gate').getAttribute('data-state')).toBe('locked')
  })

  test('behavior: while the wallet thinks, its answer still unlocks', async () => {
    const { page } = await openBlock({ wallet: { delayMs: 500 } })
    await connect(page)
    await waitFor(page, 'connecting')
    await move(page, 300)
    await waitFor(page, 'unlocked')
    await shows(page, 'unlocked')
  })
})

describe('a theme that morphs the block', () => {
  test('behavior: an open card is shown as open again, and its buttons work', async () => {
    const { page } = await openBlock({})
    const served = await readServed(page)
    await connect(page)
    await waitFor(page, 'unlocked')
    await morph(page, served)
    await shows(page, 'unlocked')
    expect(await panel(page, 'unlocked').innerText()).toContain('€96.00')
    await panel(page, 'unlocked').getByRole('button', { name: 'Disconnect' }).click()
    await shows(page, 'locked')
  })

  test('behavior: with another product’s texts the block begins anew, for that product', async () => {
    const { page, calls } = await openBlock({
      gates: [
        { number: 4, conditions: [ape] },
        { number: 5, conditions: [ape] },
      ],
    })
    const served = await readServed(page)
    await connect(page)
    await waitFor(page, 'unlocked')
    const before = calls.length
    await morph(page, served.replace(/\[4, ?5\]/g, '[4,6]').replace(/"number": ?5\b/g, '"number":6'))
    await expect.poll(() => calls.length).toBeGreaterThan(before)
    expect(calls.at(-1)?.body.gates).toEqual([4, 6])
  })

  test('behavior: two scripts that undo each other do not stop the page', async () => {
    const { page } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    await page.evaluate(() => {
      const block = document.querySelector('palisade-gate') as HTMLElement
      new MutationObserver(() => {
        if (block.dataset.panel !== 'locked') block.dataset.panel = 'locked'
      }).observe(block, { attributes: true })
      block.dataset.panel = 'locked'
    })
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => 1 + 1)).toBe(2)
  })
})

describe('a theme that does not tell of a chosen variant', () => {
  const choose = (page: Page, id: string) =>
    page.locator('select[name=id]').evaluate((field, value) => {
      ;(field as HTMLSelectElement).value = value
    }, id)

  test('behavior: the price and the form’s proof follow the form, without an event', async () => {
    const { page } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    await expect.poll(() => page.locator(hidden).getAttribute('value')).toBe(lineProof(2001))
    await choose(page, '2002')
    await expect.poll(() => page.locator(hidden).getAttribute('value')).toBe(lineProof(2002))
  })

  test('behavior: no price is shown while the form names no variant that the page knows', async () => {
    const { page } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await panel(page, 'unlocked').innerText()).toContain('€96.00')
    await page.locator('form[action="/cart/add"]').evaluate((form) => {
      form.insertAdjacentHTML('beforeend', '<input type="hidden" name="product-id" value="1001">')
      form.querySelector('select')?.insertAdjacentHTML('beforeend', '<option value="2999">XL</option>')
    })
    await choose(page, '2999')
    await expect.poll(() => panel(page, 'unlocked').innerText()).not.toContain('€96.00')
    expect(await panel(page, 'unlocked').innerText()).toContain('Applied at checkout')
  })

  test('behavior: without any form of the product there is no price either', async () => {
    const { page } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    await page.locator('form[action="/cart/add"]').evaluate((form) => form.remove())
    await expect.poll(() => panel(page, 'unlocked').innerText()).not.toContain('€96.00')
  })
})

describe('a theme’s product form', () => {
  test('behavior: in an open shadow root it gets the proof, and sends it', async () => {
    const { page, cart } = await openBlock({})
    await page.evaluate(() => {
      const form = document.querySelector('form[action="/cart/add"]') as HTMLFormElement
      const host = document.createElement('product-form')
      form.before(host)
      host.attachShadow({ mode: 'open' }).append(form)
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await panel(page, 'unlocked').innerText()).toContain('€96.00')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await expect.poll(() => cart.items.at(-1)?.properties?._palisade).toBe(lineProof(2001))
  })

  test('behavior: fields named like the form’s own properties change nothing', async () => {
    const { page } = await openBlock({})
    await page.locator('form[action="/cart/add"]').evaluate((form) => {
      for (const name of ['elements', 'append', 'querySelector', 'action'])
        form.insertAdjacentHTML('beforeend', `<input type="hidden" name="${name}" value="x">`)
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    await expect.poll(() => page.locator(hidden).getAttribute('value')).toBe(lineProof(2001))
  })
})
