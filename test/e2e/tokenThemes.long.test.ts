import type { Locator, Page, Request } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openTokenStore } from './openTokenStore.ts'

/* The list of tokens below an open gate, in themes that treat it badly. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const rows = (card: Locator) => card.locator('.palisade-token-list button')
const line = (card: Locator) => card.getByText('Choose which token is used')
const chosen = (card: Locator) => rows(card).evaluateAll((all) => all.map((one) => one.ariaPressed))
const FIRST = ['true', 'false', 'false']
const LAST = ['false', 'false', 'true']

/** Change what the server answers for the product's page. */
const change =
  ({ html = (text) => text, policy }: { html?: (text: string) => string; policy?: string }) =>
  (page: Page) =>
    page.route('**/products/*', async (route) => {
      const response = await route.fetch()
      const headers = { ...response.headers(), ...(policy && { 'content-security-policy': policy }) }
      await route.fulfill({ response, body: html(await response.text()), headers })
    })

const asksForTokens = (request: Request) =>
  request.url().endsWith('/renew') && !!request.postData()?.includes('tokens')

/** Count the requests for tokens of a page. */
function countRequests(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if (asksForTokens(request)) count += 1
  })
  return () => count
}

/** Put the main part of the page there anew, as a theme does for another variant; with its scripts, or without. */
const replaceMain = (page: Page, hasScripts: boolean) =>
  page.evaluate(async (runs) => {
    const text = await (await fetch(location.href)).text()
    const found = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
    if (found) document.querySelector('main')?.replaceWith(found)
    for (const old of runs ? document.querySelectorAll('main script[src]') : []) {
      const script = document.createElement('script')
      script.src = (old as HTMLScriptElement).src
      await new Promise((resolve) => {
        script.onload = resolve
        old.replaceWith(script)
      })
    }
  }, hasScripts)

describe('a list of tokens in a theme that', () => {
  test.each([
    ['puts its main part there anew', false],
    ['runs the scripts of its main part again', true],
  ])('behavior: %s', async (_, hasScripts) => {
    const { openPage } = await openTokenStore(demo)
    const { page, card } = await openPage()
    await replaceMain(page, hasScripts)
    const countAsked = countRequests(page)
    await card.locator('[data-for=unlocked]').waitFor()
    await line(card).click()
    await expect.poll(() => chosen(card)).toEqual(FIRST)
    await rows(card).nth(2).click()
    await expect.poll(() => chosen(card)).toEqual(LAST)
    expect(countAsked()).toBe(2)
  })

  test('behavior: copies the block shows both lists, each of which says what is used', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card } = await openPage()
    await line(card).click()
    await expect.poll(() => chosen(card)).toEqual(FIRST)
    await page.evaluate(() => {
      const copy = document.querySelector('palisade-gate')?.cloneNode(true)
      if (copy) document.querySelector('main')?.append(copy)
    })
    const copy = page.locator('palisade-gate').nth(1)
    await line(copy).click()
    await rows(copy).nth(2).click()
    await expect.poll(() => chosen(copy)).toEqual(LAST)
    await line(card).click()
    await line(card).click()
    await expect.poll(() => chosen(card)).toEqual(LAST)
  })

  test('behavior: forbids pictures of other sources and styles in the page has rows without pictures', async () => {
    const { openPage } = await openTokenStore(demo)
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'"
    const { page, card } = await openPage('', change({ policy }))
    await line(card).click()
    await expect.poll(() => chosen(card)).toEqual(FIRST)
    await expect.poll(() => rows(card).locator('img').count()).toBe(0)
    await rows(card).nth(2).click()
    await expect.poll(() => chosen(card)).toEqual(LAST)
    expect(await page.locator('[role=alert]:visible', { hasText: /\w/ }).count()).toBe(0)
  })

  test('behavior: draws accordions, lists, pictures and small print has rows like any other', async () => {
    const style = `details { display: grid; padding: 20px; border: 2px solid red }
      summary { display: flex; list-style: none; font-size: 22px; text-transform: uppercase } summary::after { content: '+' }
      button { min-width: 900px; height: 30px; white-space: nowrap } small { float: right; font-size: 9px }
      main img { width: 100%; margin: 0 0 20px } ul li { padding-left: 20px } ul li::before { content: '★' }
      main span { display: inline; text-align: center } [hidden] { display: block }`
    const html = (text: string) => text.replace('</head>', `<style>${style}</style></head>`)
    const { openPage } = await openTokenStore(demo)
    const { card } = await openPage('', change({ html }))
    await line(card).click()
    await expect.poll(() => chosen(card)).toEqual(FIRST)
    const looks = await card.locator('.palisade-tokens').evaluate((place) => {
      const box = place.getBoundingClientRect()
      const look = (one: Element) => getComputedStyle(one)
      const inside = [...place.querySelectorAll('button, img, span, small')].every((one) => {
        const { left, right } = one.getBoundingClientRect()
        return left >= box.left && right <= box.right
      })
      const [image, small] = [place.querySelector('img'), place.querySelector('small')]
      return {
        ...{ inside, border: look(place).borderTopWidth, image: image?.offsetWidth },
        ...{ isBelow: small && look(small).display },
        before: [...place.querySelectorAll('li')].map((one) => getComputedStyle(one, '::before').content),
        after: [...place.querySelectorAll('summary')].map((one) => getComputedStyle(one, '::after').content),
        fault: place.querySelector('[data-palisade-fault]')?.checkVisibility(),
      }
    })
    expect(looks).toMatchObject({
      ...{ inside: true, border: '0px', image: 40, isBelow: 'block', fault: false },
      ...{ before: ['none', 'none', 'none'], after: ['none'] },
    })
  })
})

describe('a list of tokens on a slow network', () => {
  test('behavior: shows that it waits for the first answer, and nothing of that afterwards', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card } = await openPage()
    const go = await holdRenewals(page)
    const list = card.locator('.palisade-token-list').first()
    const readRing = () => list.evaluate((one) => getComputedStyle(one, '::before').content)
    expect(await readRing()).toBe('none')
    await line(card).click()
    await expect.poll(readRing).toBe('""')
    go()
    await expect.poll(() => chosen(card)).toEqual(FIRST)
    expect(await readRing()).toBe('none')
  })

  test('behavior: leaves the focus where the shopper has gone meanwhile', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card } = await openPage()
    await line(card).click()
    await expect.poll(() => chosen(card)).toEqual(FIRST)
    const go = await holdRenewals(page)
    await rows(card).nth(2).focus()
    await page.keyboard.press('Enter')
    await page.locator('button[name=add]').first().focus()
    go()
    await expect.poll(() => chosen(card)).toEqual(LAST)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('add')
  })

  test('behavior: passes the focus on to the line if the answer is lost', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card } = await openPage()
    await line(card).click()
    await expect.poll(() => chosen(card)).toEqual(FIRST)
    await page.route('**/apps/palisade/renew', (route) => route.abort())
    await rows(card).nth(2).focus()
    await page.keyboard.press('Enter')
    await card.getByText('The shop didn’t answer as expected').waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
  })

  test('refuses: to show the tokens of a wallet that has disconnected meanwhile', async () => {
    const { openPage } = await openTokenStore(demo)
    const { page, card } = await openPage()
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/apps/palisade/renew', async (route) => {
      if (asksForTokens(route.request())) await held
      await route.continue().catch(() => {})
    })
    const ended = new Promise((resolve) => {
      for (const event of ['requestfinished', 'requestfailed'] as const)
        page.on(event as 'requestfinished', (request) => asksForTokens(request) && resolve(event))
    })
    await line(card).click()
    const left = card.locator('[data-for=locked]').waitFor()
    await card.locator('[data-for=unlocked] [data-ref=disconnect]').click()
    await left
    go()
    // The script has ended it itself.
    expect(await ended).toBe('requestfailed')
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    expect(await rows(card).count()).toBe(0)
    expect(await card.locator('.palisade-tokens').first().getAttribute('open')).toBeNull()
  })
})

/** Hold the page's renewals back; answers the function that lets them go. */
async function holdRenewals(page: Page): Promise<() => void> {
  let go = () => {}
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  await page.route('**/apps/palisade/renew', async (route) => {
    await held
    await route.continue()
  })
  return go
}
