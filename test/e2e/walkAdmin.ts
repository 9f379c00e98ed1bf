import type { BrowserContext, Frame, Page } from 'playwright-core'
import { post, send } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'

/** A page of the admin, and a word for its picture. */
export type AdminPage = { readonly name: string; readonly path: string }

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
}

/** List every page of the admin of a shop that `fillShop` filled. */
export async function listAdminPages(demo: RunningDemo): Promise<AdminPage[]> {
  const first = async (path: string, pattern: RegExp) => {
    for (;;) {
      const text = await (await demo.requestAdmin({ path: `${path}.data` })).text()
      const found = pattern.exec(text)?.[1]
      if (found !== undefined) return found
    }
  }
  const order = await first('/app/orders', /"id",(\d{6,})/)
  const list = await first('/app/lists', /"id","([0-9a-f-]{36})"/)
  const project = await first('/app/developers', /"id","([0-9a-f-]{36})"/)
  return [
    { name: 'home', path: '/app' },
    { name: 'gates', path: '/app/gates' },
    { name: 'gates-none-found', path: '/app/gates?search=nowhere' },
    { name: 'gate-new', path: '/app/gates/new' },
    ...demo.facts.gates.slice(0, 2).map(({ id }) => ({ name: `gate-${id}`, path: `/app/gates/${id}` })),
    { name: 'orders', path: '/app/orders' },
    { name: 'order', path: `/app/orders/${order}` },
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
  await page.waitForLoadState('networkidle', { timeout: 8_000 }).catch(() => undefined)
  const frame = page.frames().find((one) => one !== page.mainFrame() && one.url().includes('/app'))
  if (!frame) throw new Error(`No frame of the app at ${url}.`)
  return frame
}

/** What moved since the frame was opened: the sum of its layout shifts. */
export function readShift(frame: Frame): Promise<number> {
  return frame.evaluate(() =>
    (Reflect.get(window, 'shifts') as number[]).reduce((sum, value) => sum + value, 0),
  )
}
