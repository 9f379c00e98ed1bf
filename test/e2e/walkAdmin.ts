import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Frame, FrameLocator, Page } from 'playwright-core'
import { post, send } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'

/** A page of the admin, and a word for its picture. */
export type AdminPage = { readonly name: string; readonly path: string }

/** As long as a gate's name may be, and nothing in it where a line could break. */
const LONG_NAME = 'Harborlightsholders'.repeat(5).slice(0, 80)

/** Give a shop what its pages show: a list, an order of an exclusive gate, and a gate whose name has no blanks. */
export async function fillShop(demo: RunningDemo): Promise<void> {
  const { facts } = demo
  const gate = facts.gates.find(({ kind }) => kind === 'both')
  if (!gate) throw new Error('The demo has no exclusive gate.')
  // Sales in a gate's first minutes may precede its publication, so the clock moves on.
  await post(`${facts.storefront}/standin/clock`, { offsetSeconds: 600 })
  await send(`${facts.storefront}/standin/orders`, {
    source: 'api',
    lines: [{ variantId: gate.variantId }],
  })
  await demo.requestAdmin({ path: '/app/lists/new.data', body: { name: 'Early supporters' } })
  const said = { wallet: '', units: '2', hours: '24', note: 'Called on Tuesday, order by phone' }
  const pass = { draftId: randomUUID(), ...said }
  await demo.requestAdmin({ path: `/app/gates/${facts.gates[0]?.id}/passes.data`, body: pass })
  const { erc721 } = facts.chains.ethereum.contracts
  await submitGate({
    merchant: demo.merchant,
    productId: facts.gates[0]?.productId ?? 0,
    form: {
      name: LONG_NAME,
      root: { kind: 'any', of: [{ kind: 'erc721', chain: 'ethereum', contract: erc721, minimum: '9' }] },
      limits: { perWallet: '1', perToken: '', total: '' },
      reaction: { value: '5' },
    },
  })
}

/** List every page of the admin of a shop that `fillShop` filled. */
export async function listAdminPages(demo: RunningDemo): Promise<AdminPage[]> {
  const first = async (path: string, pattern: RegExp) => {
    for (;;) {
      const text = await (await demo.requestAdmin({ path: `${path}.data` })).text()
      const found = pattern.exec(text)?.[1]
      if (found !== undefined) return found
      // Each answer asks Shopify, whose throttle must leave something for the work that is waited for.
      await sleep(500)
    }
  }
  // Remix writes each name once, so that an id is known by its form alone.
  const order = await first('/app/orders', /\b(\d{6,}),"#\d+"/)
  const list = await first('/app/lists', /"([0-9a-f]{8}-[0-9a-f-]{27})"/)
  const project = await first('/app/developers', /"([0-9a-f]{8}-[0-9a-f-]{27})"/)
  return [
    { name: 'home', path: '/app' },
    { name: 'gates', path: '/app/gates' },
    { name: 'gates-none-found', path: '/app/gates?search=nowhere' },
    { name: 'gates-import', path: '/app/gates/import' },
    { name: 'history', path: '/app/gates/history' },
    { name: 'gate-new', path: '/app/gates/new' },
    ...demo.facts.gates.slice(0, 2).map(({ id }) => ({ name: `gate-${id}`, path: `/app/gates/${id}` })),
    ...demo.facts.gates.slice(0, 1).map(({ id }) => ({ name: 'passes', path: `/app/gates/${id}/passes` })),
    // The gate with the long name is the next one of the shop.
    { name: 'gate-long-name', path: `/app/gates/${demo.facts.gates.length + 1}` },
    { name: 'orders', path: '/app/orders' },
    { name: 'order', path: `/app/orders/${order}` },
    { name: 'customers', path: '/app/customers' },
    { name: 'customer', path: '/app/customers/7766554433221' },
    { name: 'analytics', path: '/app/analytics' },
    { name: 'analytics-log', path: '/app/analytics/log' },
    { name: 'page-failure', path: '/app/analytics?days=x' },
    { name: 'counter', path: '/app/counter' },
    { name: 'redemptions', path: '/app/redemptions' },
    { name: 'lists', path: '/app/lists' },
    { name: 'list', path: `/app/lists/${list}` },
    { name: 'chains', path: '/app/chains' },
    { name: 'developers', path: '/app/developers' },
    { name: 'project', path: `/app/developers/${project}` },
    { name: 'settings', path: '/app/settings' },
    { name: 'not-found', path: '/app/nowhere' },
  ]
}

/** Sum the layout shifts of every frame that the context opens. */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shifts: number[] = []
    Reflect.set(window, 'shifts', shifts)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Open a page of the admin, and wait until nothing loads any more. A page that asks again and again is not awaited for long. */
export async function openAdminPage(page: Page, url: string): Promise<Frame> {
  await page.goto(url)
  const app = page.frameLocator('iframe')
  await app.locator('main:not([inert]) h1').first().waitFor()
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined)
  const frame = page.frames().find((one) => one !== page.mainFrame() && one.url().includes('/app'))
  if (!frame) throw new Error(`No frame of the app at ${url}.`)
  return frame
}

/**
 * Find the titles, help texts and values of disabled fields that are hard to read: below 4.5:1. Axe skips them. `seen` counts
 * the texts that were looked at.
 */
export function listFaintTexts(frame: Frame): Promise<{ seen: number; faint: string[] }> {
  return frame.evaluate(() => {
    type Color = readonly [number, number, number, number]
    const parse = (text: string): Color => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[0-9.]+/g) ?? []).map(Number)
      return [r, g, b, a]
    }
    const blend = (over: Color, under: Color, alpha = over[3]): Color => {
      const mix = (i: 0 | 1 | 2) => over[i] * alpha + under[i] * (1 - alpha)
      return [mix(0), mix(1), mix(2), 1]
    }
    const listUp = (element: Element | null): Element[] =>
      element ? [element, ...listUp(element.parentElement)] : []
    const readBackground = (element: Element): Color =>
      listUp(element)
        .reverse()
        .reduce<Color>(
          (under, one) => blend(parse(getComputedStyle(one).backgroundColor), under),
          [255, 255, 255, 1],
        )
    const lightness = ([r, g, b]: Color): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * x + 0.7152 * y + 0.0722 * z
    }
    const contrastOf = (element: Element): number => {
      const background = readBackground(element)
      const color = parse(getComputedStyle(element).webkitTextFillColor)
      const opacity = listUp(element).reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1)
      const [a, b] = [blend(color, background, color[3] * opacity), background].map(lightness) as [
        number,
        number,
      ]
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    }
    const hasText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const controls = [
      ...document.querySelectorAll<HTMLInputElement>('input:disabled, select:disabled, textarea:disabled'),
    ]
    const texts = controls.flatMap((control) => {
      const described = (control.getAttribute('aria-describedby') ?? '').split(' ')
      const helps = described.flatMap((id) => document.getElementById(id) ?? [])
      const values = [control.closest('.Polaris-Select')?.querySelector('.Polaris-Select__Content')]
      const roots = [...(control.labels ?? []), ...helps, ...values.flatMap((one) => one ?? [])]
      return [
        ...roots.flatMap((root) => [root, ...root.querySelectorAll('*')]).filter(hasText),
        ...(control.value && control.matches('textarea, input:not([type=checkbox]):not([type=radio])')
          ? [control]
          : []),
      ]
    })
    const faint = texts.filter((one) => contrastOf(one) < 4.5)
    return {
      seen: texts.length,
      faint: faint.map((one) => `${contrastOf(one).toFixed(2)}:1 ${one.textContent?.slice(0, 60)}`),
    }
  })
}

/** Choose what the header of a page keeps under "More actions". */
export async function chooseMore(app: Frame | FrameLocator, name: string): Promise<void> {
  await app.getByRole('button', { name: 'More actions' }).click()
  const named = { name, exact: true }
  const item = app.getByRole('menuitem', named).or(app.getByRole('link', named))
  await item.or(app.getByRole('button', named)).last().click()
}

/** What moved since the frame was opened: the sum of its layout shifts. */
export function readShift(frame: Frame): Promise<number> {
  return frame.evaluate(() =>
    (Reflect.get(window, 'shifts') as number[]).reduce((sum, value) => sum + value, 0),
  )
}
