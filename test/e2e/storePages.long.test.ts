import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { PROJECT } from '../failedSaves/saves.ts'
import { installStore } from '../standin/demo/openStoreSession.ts'
import { requestAdmin } from '../standin/demo/requestAdmin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/* Every page of the admin as the staff of a BigCommerce store read it. */
let demo: RunningDemo
let order = 0
let made: Readonly<Record<'list' | 'project' | 'receiver', string>>
beforeAll(async () => {
  demo = await startOwnDemo()
  order = await orderWithoutUnlock()
  made = await makeOthers()
})
afterAll(() => demo?.close())

/** What only Shopify has, and the code of an error that names it. A question to a contract has a function. */
const FOREIGN =
  /shopify|theme editor|metafield|app embed|theme block|point of sale of yours|draft order|npm run deploy|Functions|self-test(?! and)/i

/** The button of the options at checkout, which has another of its name on the page. */
const OPTIONS = '[aria-controls=gate-checkout]'

type Visit = {
  readonly path: string
  /** Buttons that open something, in this order. What is open is read, and closed with Escape. */
  readonly open?: readonly string[]
}
const store = () => demo.facts.bigCommerce
const gate = () => `/app/gates/${store()?.gate.id}`

/** How each page's file is visited. A page that is not here fails the test. */
const VISITS: Readonly<Record<string, () => readonly Visit[]>> = {
  'app.$.tsx': () => [{ path: '/app/nowhere' }],
  'app._index.tsx': () => [{ path: '/app' }],
  'app.analytics._index.tsx': () => [{ path: '/app/analytics' }],
  'app.analytics.log.tsx': () => [{ path: '/app/analytics/log' }],
  'app.chains.tsx': () => [{ path: '/app/chains' }],
  'app.counter.tsx': () => [{ path: '/app/counter' }],
  'app.customers.$customer.tsx': () => [{ path: '/app/customers/42' }],
  'app.customers._index.tsx': () => [{ path: '/app/customers' }],
  'app.developers.$project.tsx': () => [{ path: `/app/developers/${made.project}` }],
  'app.developers._index.tsx': () => [{ path: '/app/developers', open: ['Create project'] }],
  'app.gates.$number.tsx': () => [
    { path: gate(), open: ['Where the gate does not apply', OPTIONS, 'More actions'] },
    { path: `/app/gates/${store()?.exclusiveGate.id}`, open: ['Pause'] },
  ],
  'app.gates.$number_.passes.tsx': () => [{ path: `${gate()}/passes`, open: ['Create pass'] }],
  'app.gates._index.tsx': () => [{ path: '/app/gates' }],
  'app.gates.history.tsx': () => [{ path: '/app/gates/history' }],
  'app.gates.import.tsx': () => [{ path: '/app/gates/import' }],
  'app.gates.new.tsx': () => [{ path: '/app/gates/new', open: [OPTIONS] }],
  'app.lists.$list.tsx': () => [{ path: `/app/lists/${made.list}` }],
  'app.lists._index.tsx': () => [{ path: '/app/lists', open: ['Create list'] }],
  'app.orders.$order.tsx': () => [{ path: `/app/orders/${order}`, open: ['Release hold'] }],
  'app.orders._index.tsx': () => [{ path: '/app/orders' }],
  'app.redemptions._index.tsx': () => [{ path: '/app/redemptions' }],
  'app.settings.tsx': () => [{ path: '/app/settings' }],
  'app.settings_.webhooks.$receiver.tsx': () => [{ path: `/app/settings/webhooks/${made.receiver}` }],
  'app.settings_.webhooks._index.tsx': () => [{ path: '/app/settings/webhooks', open: ['Add webhook'] }],
  'app.tsx': () => [],
}

/** Order what only holders may buy without an unlock, and wait until the app has stopped it. */
async function orderWithoutUnlock(): Promise<number> {
  const { storefront = '', exclusiveGate } = store() ?? {}
  const control = (name: string, body: object) =>
    fetch(`${storefront}/standin/${name}`, { method: 'POST', body: JSON.stringify(body) })
  // Orders of a gate's first minutes are let through: the shopper may have paid before.
  await control('clock', { offsetSeconds: 600 })
  const form = {
    product_id: `${exclusiveGate?.productId}`,
    variant_id: `${exclusiveGate?.variantId}`,
    qty: '1',
  }
  const post = (to: string, fields: Record<string, string>, cookie = '') =>
    fetch(`${storefront}${to}`, {
      ...{ method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams(fields) },
    })
  const cookie = (await post('/cart.php', form)).headers.get('set-cookie')?.split(';')[0] ?? ''
  const placed = await post('/checkout/order', { email: 'jo@example.com' }, cookie)
  const id = Number(placed.headers.get('location')?.split('/').at(-1))
  const isStopped = async () => {
    const { orders } = (await (await fetch(`${storefront}/standin`)).json()) as {
      orders: { id: number; statusId: number }[]
    }
    if (orders.find((one) => one.id === id)?.statusId !== 12) throw new Error('The order is not held.')
  }
  await vi.waitFor(isStopped, { timeout: 30_000, interval: 500 })
  // A callback that is signed in the future opens nothing.
  await control('clock', { offsetSeconds: 0 })
  return id
}

/** Make a list, a project and a webhook, whose pages are visited; answers their ids. */
async function makeOthers(): Promise<typeof made> {
  const merchant = {
    ...demo.merchant,
    myshopifyDomain: 'northwind',
    session: await installStore(`${store()?.storefront}`),
  }
  const send = async (to: string, body: object) => {
    const answer = await requestAdmin(merchant, { path: `${to}.data`, body })
    const [id = ''] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(await answer.text()) ?? []
    expect(id).not.toBe('')
    return id
  }
  const draftId = '3f1c2b9e-7a54-4d0e-9c55-0d6f6c1f1a11'
  const choice = { messages: ['gate.unlocked'], gates: [], hasWallets: false }
  const project = { ...PROJECT, name: 'Northwind’s app' }
  return {
    list: await send('/app/lists/new', { name: 'Early supporters' }),
    project: await send('/app/developers/new', { ...project, draftId }),
    receiver: await send('/app/settings/webhooks/new', {
      ...{ draftId, url: 'https://example.com/hooks', ...choice },
    }),
  }
}

async function openPanel(view: { width: number; height: number }): Promise<{ page: Page; frame: Frame }> {
  const person = await openPerson(view)
  const page = await person.newPage()
  await page.goto(`${store()?.panel}`)
  const app = page.frameLocator('iframe')
  await app.locator('ui-nav-menu a').first().waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  const frame = page.frames().find((one) => one !== page.mainFrame())
  if (!frame) throw new Error('The control panel has no frame.')
  return { page, frame }
}

/** Go to a page as its links do: the frame keeps its session. */
async function goTo(frame: Frame, to: string): Promise<void> {
  await frame.evaluate(
    (target) =>
      (Reflect.get(window, '__remixRouter') as { navigate: (to: string) => Promise<void> }).navigate(target),
    to,
  )
  await frame.locator('main:not([inert]) h1').first().waitFor()
  await frame
    .page()
    .waitForLoadState('networkidle', { timeout: 4_000 })
    .catch(() => undefined)
}

/** Everything that a person or a screen reader reads, but what was typed. */
function readTexts(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const lines = document.body.innerText.split('\n')
    const named = [...document.querySelectorAll('[aria-label], [placeholder], [title], img[alt]')].flatMap(
      (one) => ['aria-label', 'placeholder', 'title', 'alt'].map((name) => one.getAttribute(name) ?? ''),
    )
    const links = [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href') ?? '')
    return [...new Set([...lines, ...named, ...links])].filter((line) => line.trim() !== '')
  })
}

async function readPage(
  frame: Frame,
  { path: to, open = [] }: Visit,
  shoot: (name: string) => Promise<void>,
) {
  await goTo(frame, to)
  const found = new Set(await readTexts(frame))
  await shoot(to)
  for (const name of open) {
    const named = frame.getByRole('button', { name, exact: true })
    await (name === OPTIONS ? frame.locator(OPTIONS) : named).first().click()
    await expect
      .poll(async () => (await readTexts(frame)).filter((line) => !found.has(line)).length)
      .not.toBe(0)
    for (const line of await readTexts(frame)) found.add(line)
    await shoot(`${to}-${name}`)
    await frame.page().keyboard.press('Escape')
  }
  return [...found]
}

/** Pictures for people, if a folder is named: `STORE_SHOTS=shots npx vitest …`. */
function createShoot(page: Page, width: number) {
  const folder = process.env.STORE_SHOTS
  if (folder) mkdirSync(folder, { recursive: true })
  return async (name: string) => {
    if (!folder) return
    const file = `${width}${name.replace(/[^\w]+/g, '-')}.png`
    await page.screenshot({ path: path.join(folder, file) })
  }
}

describe('the admin of a store', () => {
  test('default: no page, dialog or menu speaks of what only Shopify has', async () => {
    const files = readdirSync('app/routes').filter((name) => /^app\..*tsx$/.test(name))
    expect(Object.keys(VISITS).sort()).toEqual(files.sort())
    const { page, frame } = await openPanel({ width: 1280, height: 1000 })
    const shoot = createShoot(page, 1280)
    const wrong: string[] = []
    const seen: string[] = []
    for (const visit of files.flatMap((file) => VISITS[file]?.() ?? [])) {
      const lines = await readPage(frame, visit, shoot)
      seen.push(...lines)
      wrong.push(...lines.filter((line) => FOREIGN.test(line)).map((line) => `${visit.path}: ${line}`))
    }
    expect(wrong).toEqual([])
    // It has read pages, not their skeletons.
    expect(seen.length).toBeGreaterThan(400)
    expect(seen.join('\n')).toContain('BigCommerce lets no app into its checkout')
  }, 240_000)

  test('behavior: nothing is wider than a phone', async () => {
    const { page, frame } = await openPanel({ width: 390, height: 844 })
    const shoot = createShoot(page, 390)
    const wide: string[] = []
    const visits = Object.values(VISITS).flatMap((list) => list())
    for (const { path: to } of visits) {
      await goTo(frame, to)
      await shoot(to)
      const over = await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (over > 1) wide.push(`${to}: ${over} px`)
    }
    expect(visits.length).toBeGreaterThan(15)
    expect(wide).toEqual([])
  }, 180_000)

  test('behavior: what cannot work is not offered, and Settings say why', async () => {
    const { frame } = await openPanel({ width: 1280, height: 1000 })
    const menu = await frame.locator('ui-nav-menu').innerText()
    expect(menu).not.toContain('Counter')
    await goTo(frame, '/app/settings')
    const settings = await frame.locator('main').innerText()
    expect(settings).toContain('Not on BigCommerce')
    for (const name of ['Customer tags', 'The counter', 'Workflows']) expect(settings).toContain(name)
    for (const name of ['Run self-test', 'Change key', 'Bind unlocks']) expect(settings).not.toContain(name)
    await goTo(frame, gate())
    await frame.locator(OPTIONS).click()
    await frame.getByText('Other promotions of your store').waitFor()
    expect(await frame.getByText('Only the cart it was unlocked in').count()).toBe(0)
    expect(await frame.getByText('Purchase type').count()).toBe(0)
  }, 90_000)
})
