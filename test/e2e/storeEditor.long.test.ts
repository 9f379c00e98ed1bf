import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/* What a merchant of a BigCommerce store does with gates in the control panel: two tabs, leaving, a file, a deletion. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await startOwnDemo()
})
afterAll(() => demo?.close())

const store = () => demo.facts.bigCommerce
const gatePath = () => `/app/gates/${store()?.gate.id}`

async function openPanel(view = { width: 1280, height: 1000 }): Promise<{ page: Page; frame: Frame }> {
  const page = await (await openPerson(view)).newPage()
  await page.goto(`${store()?.panel}`)
  const app = page.frameLocator('iframe')
  await app.locator('ui-nav-menu a').first().waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  const frame = page.frames().find((one) => one !== page.mainFrame())
  if (!frame) throw new Error('The control panel has no frame.')
  return { page, frame }
}

/** Go to a page as its links do, and wait for nothing. */
const startGoing = (frame: Frame, to: string) =>
  frame.evaluate((target) => {
    const router = Reflect.get(window, '__remixRouter') as { navigate: (to: string) => Promise<void> }
    void router.navigate(target)
  }, to)

async function openGate(frame: Frame): Promise<void> {
  await startGoing(frame, gatePath())
  await frame.getByLabel('Name', { exact: true }).waitFor()
}
const nameOf = (frame: Frame) => frame.getByLabel('Name', { exact: true })
const save = (frame: Frame) =>
  frame.locator('ui-save-bar[data-shown]').getByRole('button', { name: 'Save' }).click()
const dialogs = (frame: Frame) => frame.locator('dialog.palisade-dialog')

describe('the admin of a store', () => {
  test('default: who goes elsewhere several times with unsaved changes is asked once, and arrives at the last place', async () => {
    const { frame } = await openPanel()
    await openGate(frame)
    await nameOf(frame).fill('Holders, renamed')
    await frame.locator('ui-save-bar[data-shown]').waitFor()
    for (const to of ['/app/orders', '/app/lists', '/app/customers']) await startGoing(frame, to)
    await dialogs(frame).first().waitFor()
    expect(await dialogs(frame).count()).toBe(1)
    await dialogs(frame).getByRole('button', { name: 'Continue editing' }).click()
    await dialogs(frame).waitFor({ state: 'detached' })
    expect(await nameOf(frame).inputValue()).toBe('Holders, renamed')
    for (const to of ['/app/orders', '/app/customers']) await startGoing(frame, to)
    expect(await dialogs(frame).count()).toBe(1)
    await dialogs(frame).getByRole('button', { name: 'Discard changes' }).click()
    await frame.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
    expect(await dialogs(frame).count()).toBe(0)
  })

  test('behavior: of two tabs with one gate, the later one is told, keeps what it has, and may save it', async () => {
    const [first, second] = [await openPanel(), await openPanel()]
    for (const { frame } of [first, second]) await openGate(frame)
    await nameOf(first.frame).fill('First tab')
    await save(first.frame)
    await first.frame.getByRole('heading', { name: 'First tab', level: 1 }).waitFor()
    await nameOf(second.frame).fill('Second tab')
    await save(second.frame)
    await second.frame.getByText('Someone else changed this gate').waitFor()
    expect(await nameOf(second.frame).inputValue()).toBe('Second tab')
    await second.frame.getByRole('button', { name: 'Keep mine' }).click()
    await second.frame.getByRole('heading', { name: 'Second tab', level: 1 }).waitFor()
  })

  test('behavior: a page’s heading gets a ring for a keyboard, and none for a tap', async () => {
    const { page, frame } = await openPanel({ width: 390, height: 844 })
    const readRing = () =>
      frame
        .locator('h1')
        .first()
        .evaluate((heading) => [document.activeElement === heading, getComputedStyle(heading).outlineStyle])
    const link = (name: string) => frame.locator('ui-nav-menu a', { hasText: name }).first()
    await link('Orders').click()
    await frame.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    await frame.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await frame.locator('body').click({ position: { x: 2, y: 2 } })
    await startGoing(frame, '/app/lists')
    await frame.getByRole('heading', { name: 'Lists', level: 1 }).waitFor()
    await expect.poll(readRing).toEqual([true, 'none'])
    await page.keyboard.press('Tab')
    await frame.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await startGoing(frame, '/app/customers')
    await frame.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
    await expect.poll(async () => (await readRing())[0]).toBe(true)
    expect((await readRing())[1]).not.toBe('none')
  })

  test('behavior: gates are exported as a file, and a deleted one is gone from the list', async () => {
    const { page, frame } = await openPanel()
    await openGate(frame)
    const name = await nameOf(frame).inputValue()
    await startGoing(frame, '/app/gates')
    await frame.getByText(name).first().waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      frame
        .getByRole('button', { name: /^Export/ })
        .first()
        .click(),
    ])
    expect(file.suggestedFilename()).toMatch(/\.json$/)
    await openGate(frame)
    await frame.getByRole('button', { name: 'More actions' }).click()
    await frame.getByRole('button', { name: 'Delete', exact: true }).click()
    await frame.getByRole('button', { name: 'Delete gate' }).click()
    await frame.getByRole('heading', { name: 'Gates', level: 1 }).waitFor()
    await expect.poll(() => frame.getByText(name, { exact: true }).count()).toBe(0)
  })
})
