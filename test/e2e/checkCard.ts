import { mkdirSync } from 'node:fs'
import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { finishAnimations } from '../client/page/listViolations.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import type { ThemeName } from '../standin/shopify/storefront/createThemes.ts'
import type { CardState } from './cardStates.ts'
import { openPerson } from './openPerson.ts'
import { openDesk, openPhone } from './openPhone.ts'
import { putWallets } from './putWallets.ts'
import { watchShifts } from './walkAdmin.ts'

/** At a desk, on a phone, and at 400 % zoom (1280 px show 320). */
export const VIEWS = ['desk', 'phone', 'zoomed'] as const
type ViewName = (typeof VIEWS)[number]
/** Pictures of each state are here afterwards. */
const FOLDER = '.data/states'

/** Where a card is looked at. */
export type Place = {
  readonly theme: ThemeName
  readonly view: ViewName
  readonly state: CardState
  readonly locale: string
}

/** Open a state, take its picture, and check what holds for each: no fault, nothing cut, axe, focus, and no shift. */
export async function checkCard(demo: RunningDemo, place: Place): Promise<void> {
  const { theme, view, state, locale } = place
  const page = await openState(demo, place)
  // A picture that is read as it is taken shows what the shopper sees.
  await page
    .locator(state.hasDialog ? 'dialog[open]' : 'palisade-gate:visible')
    .first()
    .scrollIntoViewIfNeeded()
  mkdirSync(FOLDER, { recursive: true })
  const language = locale === 'en' ? '' : `-${locale}`
  await page.screenshot({ path: `${FOLDER}/${theme}-${view}-${state.name}${language}.png` })
  const { faults, cut, hasFocus, shift, lang } = await readLooks(page)
  // With the shop's region, if it has one.
  expect(lang).toMatch(new RegExp(`^${locale}`))
  expect(faults).toEqual([])
  expect(cut).toEqual([])
  expect(await listViolations(page)).toEqual([])
  // What a shopper pressed keeps the focus, or passes it on inside the card.
  // A theme that shows the new cart in place replaces the card, and with it what had the focus.
  const isReplaced = theme === 'likeHorizon' && state.name === 'unlocked-in-cart'
  if (state.act && !isReplaced) expect(hasFocus).toBe(true)
  expect(shift).toBeLessThanOrEqual(0.01)
  await page.context().close()
}

async function openBrowser(demo: RunningDemo, { state, view }: Place): Promise<BrowserContext> {
  const isPhone = view === 'phone'
  if (state.owner === 'none') return isPhone ? await openPhone() : await openDesk()
  const person = await openPerson({ isPhone })
  const { holder, outsider } = demo.facts.chains.ethereum.wallets
  const { privateKey } = state.owner === 'outsider' ? outsider : holder
  await putWallets(person, [{ name: 'Mine', color: '#246', privateKey, ...state.wallet }])
  return person
}

async function openState(demo: RunningDemo, place: Place): Promise<Page> {
  const { theme, view, state, locale } = place
  const person = await openBrowser(demo, place)
  await watchShifts(person)
  const page = await person.newPage()
  if (view === 'zoomed') await page.setViewportSize({ width: 320, height: 256 })
  if (state.unlock) await page.route('**/apps/palisade/unlock*', state.unlock)
  const { gates, storefront } = demo.facts
  const handle = gates[state.page === 'exclusive' ? 1 : 0]?.handle
  await page.goto(`${storefront}/products/${handle}?theme=${theme}&locale=${locale}`)
  if (state.page === 'cart') {
    const added = page.waitForResponse(/\/cart\/add/)
    await page.locator('button[name="add"]').first().click()
    await added
    await page.goto(`${storefront}/cart`)
  }
  await state.act?.(page)
  await page.locator(`palisade-gate[data-panel="${state.panel}"]:visible`).first().waitFor()
  return page
}

/** What axe finds in the card, or in the dialog over it. */
export async function listViolations(page: Page): Promise<string[]> {
  await finishAnimations(page)
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const cards = [...document.querySelectorAll('palisade-gate')].filter((one) => one.checkVisibility())
    const context = document.querySelector('dialog[open]') ?? cards[0]
    const { violations } = await (Reflect.get(window, 'axe') as typeof axe).run(context)
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

/** What stands outside of the window, whether the page has the focus where the shopper left it, and how much it moved. */
const readLooks = (page: Page) =>
  page.evaluate(() => {
    const cards = [...document.querySelectorAll('palisade-gate, dialog[open]')]
    const parts = cards
      .flatMap((card) => [...card.querySelectorAll('*')])
      .filter((one) => one.checkVisibility())
    const isCut = (one: Element) => {
      const { left, right, width } = one.getBoundingClientRect()
      return width > 1 && (left < -1 || right > document.documentElement.clientWidth + 1)
    }
    const shifts = Reflect.get(window, 'shifts') as number[]
    const texts = cards.map((card) => (card as HTMLElement).innerText).join()
    return {
      // A value that is not a text, or a sentence that is missing.
      faults: texts.match(/\[object \w+\]|\b(undefined|null|NaN)\b|translation missing[^<]*|\[\w+\]/gi) ?? [],
      cut: parts.filter(isCut).map((one) => one.outerHTML.slice(0, 120)),
      hasFocus: document.activeElement !== document.body,
      lang: document.querySelector('palisade-gate[lang]')?.getAttribute('lang'),
      shift: shifts.reduce((sum, one) => sum + one, 0),
    }
  })
