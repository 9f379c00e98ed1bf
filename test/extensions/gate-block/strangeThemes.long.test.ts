import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connect, hidden, lineProof, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'

/* Themes that nobody has seen yet. What the card shows is so, and every button that a shopper sees does something. */
const exclusive = { number: 4, conditions: [ape], gives: { exclusive: true } }
const card = (page: Page) => page.locator('palisade-gate').first()
const panel = (page: Page, name: string) => card(page).locator(`[data-for=${name}]`)
const shows = (page: Page, name: string) => expect.poll(() => panel(page, name).isVisible()).toBe(true)

/** Serve the product page as a theme rewrites it, and open it anew. */
async function reopen(
  page: Page,
  how: { css?: string; rewrite?: (html: string) => string; policy?: string },
): Promise<void> {
  await page.route('**/products/varsity-jacket', async (route) => {
    const response = await route.fetch()
    const html = (await response.text()).replace('</style>', `${how.css ?? ''}</style>`)
    const policy = how.policy && { 'content-security-policy': how.policy }
    const body = how.rewrite ? how.rewrite(html) : html
    await route.fulfill({ response, body, headers: { ...response.headers(), ...policy } })
  })
  await page.reload()
}

describe('a theme that keeps HTML', () => {
  test('behavior: a copy of a card that asks a wallet shows its own state, untouched', async () => {
    const { page } = await openBlock({ wallet: { connects: 'waits' } })
    await connect(page)
    await waitFor(page, 'connecting')
    await page.evaluate(() => {
      const copy = document.querySelector('palisade-gate')?.cloneNode(true)
      if (copy) document.querySelector('main')?.append(copy)
    })
    const copy = page.locator('palisade-gate').nth(1)
    await expect.poll(() => copy.locator('[data-for=locked]').isVisible()).toBe(true)
    expect(await copy.innerText()).not.toContain('Continue in')
    await shows(page, 'connecting')
  })

  test('behavior: what it kept of an unlocked card is shown as locked, without a price, once the shopper has disconnected', async () => {
    const { page } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    const kept = await page.evaluate(() => document.querySelector('main')?.innerHTML ?? '')
    await panel(page, 'unlocked').getByRole('button', { name: 'Disconnect' }).click()
    await waitFor(page, 'locked')
    await page.evaluate((html) => {
      document.querySelector('main')?.replaceChildren()
      ;(document.querySelector('main') as HTMLElement).innerHTML = html
    }, kept)
    await waitFor(page, 'locked')
    expect(await card(page).innerText()).not.toContain('96.00')
  })

  test('behavior: a section that comes as HTML inside a view transition keeps the state and the form’s proof', async () => {
    const { page } = await openBlock({})
    await connect(page)
    await waitFor(page, 'unlocked')
    await page.evaluate(async () => {
      const text = await (await fetch(location.href)).text()
      const found = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
      const swap = () => {
        ;(document.querySelector('main') as HTMLElement).innerHTML = found?.innerHTML ?? ''
      }
      await document.startViewTransition(swap).finished
    })
    await waitFor(page, 'unlocked')
    await expect.poll(() => page.locator(hidden).getAttribute('value')).toBe(lineProof(2001))
  })
})

describe('a theme’s style', () => {
  test('behavior: where a rem has 10 px, every target has 44 px, and the text its size', async () => {
    const { page } = await openBlock({})
    const css = 'html{font-size:62.5%}body{font-size:1.6rem}'
    await reopen(page, { css })
    const box = await page.getByRole('button', { name: 'Connect wallet' }).boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    const close = page.getByRole('dialog').getByRole('button', { name: 'Close' })
    // Its dialog may still be moving.
    expect(Math.round((await close.boundingBox())?.height ?? 0)).toBe(44)
    const sheet = await page.getByRole('dialog').boundingBox()
    expect(sheet?.width).toBeGreaterThan(350)
  })

  test.each([
    'button,summary,a{display:none}',
    '*{all:revert}',
    'dialog,svg,p:empty,div:empty{display:none}',
  ])('behavior: %s hides no way on', async (css) => {
    const { page } = await openBlock({ wallet: { connects: 'waits' } })
    await reopen(page, { css })
    await connect(page)
    await waitFor(page, 'connecting')
    const cancel = panel(page, 'connecting').getByRole('button', { name: 'Cancel' })
    expect((await cancel.boundingBox())?.x).toBeGreaterThan(0)
    await cancel.click()
    await shows(page, 'locked')
  })

  test('behavior: in forced colors the button has an edge', async () => {
    const { page } = await openBlock({})
    // Elsewhere it has none: the color of the text would show around a theme's own color.
    const width = () =>
      page.locator('[data-ref=connect]').evaluate((one) => getComputedStyle(one).borderTopWidth)
    expect(await width()).toBe('0px')
    await page.emulateMedia({ forcedColors: 'active' })
    const edge = await page.getByRole('button', { name: 'Connect wallet' }).evaluate((one) => {
      const { borderTopWidth, borderTopColor, borderTopStyle } = getComputedStyle(one)
      return [borderTopWidth, borderTopStyle, borderTopColor]
    })
    expect(edge.slice(0, 2)).toEqual(['1px', 'solid'])
    expect(edge[2]).not.toMatch(/rgba/)
  })

  test.each([320, 390])('behavior: letters of twice the size fit into %s px', async (width) => {
    const { page } = await openBlock({ locale: 'de' })
    await page.setViewportSize({ width, height: 800 })
    await reopen(page, { css: 'html{font-size:200%}body{font-size:1rem}' })
    const cut = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('palisade-gate *, dialog[open]')]
          .filter((one) => one.checkVisibility())
          .filter((one) => one.getBoundingClientRect().width > 1)
          .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map((one) => one.outerHTML.slice(0, 100)),
      )
    expect(await cut()).toEqual([])
    await page.locator('[data-ref=connect]').click()
    await page.getByRole('dialog').waitFor()
    expect(await cut()).toEqual([])
  })

  test('behavior: a page that a script turns to right-to-left does not scroll sideways, and the card stays readable', async () => {
    const { page } = await openBlock({})
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl'
    })
    const { page: arabic } = await openBlock({ locale: 'ar' })
    for (const one of [page, arabic])
      expect(await one.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    expect(await card(page).evaluate((one) => getComputedStyle(one).direction)).toBe('ltr')
    expect(await card(arabic).evaluate((one) => getComputedStyle(one).direction)).toBe('rtl')
  })
})

describe('a page', () => {
  test('behavior: whose policy lists the names of trusted types loads both scripts', async () => {
    const { page } = await openBlock({})
    const policy = "require-trusted-types-for 'script'; trusted-types palisade palisade-badges"
    await reopen(page, { policy })
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(await panel(page, 'unlocked').innerText()).toContain('€96.00')
  })

  test('behavior: whose first script is blocked says so after a while, and has no dead button', async () => {
    const { page } = await openBlock({})
    await page.route('**/palisade-gate.js', (route) => route.abort())
    await page.reload()
    expect(await page.locator('.palisade-late').isVisible()).toBe(false)
    await page.evaluate(() => {
      for (const one of document.getAnimations())
        if (`${Reflect.get(one, 'animationName')}` in { 'palisade-late': 0, 'palisade-gone': 0 }) one.finish()
    })
    expect(await page.locator('[data-ref=connect]').isVisible()).toBe(false)
    expect(await page.locator('[data-ref=ask]').isVisible()).toBe(false)
    expect(await card(page).innerText()).toContain('We couldn’t load what your wallet needs.')
  })

  test('behavior: without script has a sentence and no dead button', async () => {
    const { page } = await openBlock({})
    const still = (await page.context().browser()?.newContext({ javaScriptEnabled: false })) as BrowserContext
    onTestFinished(() => still.close())
    const plain = await still.newPage()
    await plain.goto(page.url())
    expect(await plain.locator('[data-ref=connect]').isVisible()).toBe(false)
    expect(await card(plain).innerText()).toContain('Turn on JavaScript')
    expect(await plain.locator('.palisade-late').isVisible()).toBe(false)
  })

  test('behavior: with a bar that buys from outside of the form covers it too, until it is unlocked', async () => {
    const { page } = await openBlock({ gates: [exclusive] })
    await reopen(page, {
      rewrite: (html) =>
        html
          .replace('<form action', '<form id="product-form-1" action')
          .replace('</main>', '<aside><button form="product-form-1">Buy</button></aside></main>'),
    })
    const bar = page.locator('aside button')
    expect(await bar.isVisible()).toBe(false)
    await connect(page)
    await waitFor(page, 'unlocked')
    await expect.poll(() => bar.isVisible()).toBe(true)
    const [added] = await Promise.all([page.waitForRequest(/\/cart\/add/), bar.click()])
    expect(added.postData()).toContain(lineProof(2001))
  })
})

describe('a tab', () => {
  test('behavior: that heard nothing of the other, because it was rendered ahead or frozen, tells the truth as soon as it is seen', async () => {
    const { page, open } = await openBlock({})
    await page.addInitScript(() => {
      for (const type of ['storage', 'pageshow'])
        addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true })
    })
    await open()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await connect(other)
    await waitFor(other, 'unlocked')
    expect(await card(page).getAttribute('data-state')).toBe('locked')
    const see = () =>
      page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
    await see()
    await waitFor(page, 'unlocked')
    expect(await panel(page, 'unlocked').innerText()).toContain('€96.00')
    await panel(other, 'unlocked').getByRole('button', { name: 'Disconnect' }).click()
    await waitFor(other, 'locked')
    await see()
    await waitFor(page, 'locked')
  })
})
