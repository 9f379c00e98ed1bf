import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import {
  type AdminPage,
  fillShop,
  listAdminPages,
  openAdminPage,
  readShift,
  watchShifts,
} from './walkAdmin.ts'

const MOST_SHIFT = 0.05
/** On a phone the keys of a project become cards once the page's script runs. */
const SHIFTS_MORE: Readonly<Record<string, number>> = { project: 0.1 }
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let demo: RunningDemo
let pages: readonly AdminPage[]
beforeAll(async () => {
  demo = await openDemo()
  await fillShop(demo)
  pages = await listAdminPages(demo)
})

/** What is wrong with a page, for every rule of axe. */
async function listViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source)
  return frame.evaluate(async (tags) => {
    const { violations } = await (Reflect.get(window, 'axe') as typeof axe).run(document, {
      runOnly: { type: 'tag', values: [...tags] },
    })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  }, TAGS)
}

/** In a window as tall as the page, so that no bar that sticks to its end covers anything. */
async function listTallViolations(parameters: {
  page: Page
  width: number
  frame: Frame
}): Promise<string[]> {
  const { page, width, frame } = parameters
  await page.setViewportSize({ width, height: 6000 })
  const found = await listViolations(frame)
  await page.setViewportSize({ width, height: 900 })
  return found
}

describe.each([1280, 390])('every page of the admin at %i px', (width) => {
  test('default: one main landmark, no violation that axe finds, nothing wider than the screen, and hardly a shift', async () => {
    const person = await openPerson({ width, height: 900 })
    await watchShifts(person)
    const page = await person.newPage()
    const found: unknown[] = []
    for (const { name, path } of pages) {
      const frame = await openAdminPage(page, `${demo.facts.admin}${path}`)
      const [scroll, screen, mains] = await frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return [scrollWidth, clientWidth, document.querySelectorAll('main').length] as const
      })
      const shift = await readShift(frame)
      const wrong = [
        ...(scroll > screen ? [`${scroll} px wide`] : []),
        ...(mains === 1 ? [] : [`${mains} main landmarks`]),
        ...(shift > (SHIFTS_MORE[name] ?? MOST_SHIFT) ? [`a layout shift of ${shift.toFixed(3)}`] : []),
        ...(await listTallViolations({ page, width, frame })),
      ]
      if (wrong.length > 0) found.push({ name, wrong })
    }
    expect(found).toEqual([])
  })
})

describe('a merchant on a phone', () => {
  test('behavior: gates are chosen, here and on another page of the list, and paused together', async () => {
    const person = await openPerson({ width: 390, height: 844 })
    const page = await person.newPage()
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates?sort=name`)
    const row = frame.getByRole('row').filter({ hasText: 'Harbor Lights holders' })
    await row.getByRole('checkbox').check()
    await frame.getByLabel('Status').selectOption('paused')
    await frame.getByText('1 gate selected, 1 of them not on this page.').waitFor()
    await frame.getByLabel('Status').selectOption('')
    await frame.getByRole('button', { name: 'Pause', exact: true }).click()
    await row.getByText('Paused').waitFor()
    expect(page.frames().some((one) => one.url().includes('sort=name'))).toBe(true)
  })

  test('behavior: status and preview of a gate are one press away', async () => {
    const person = await openPerson({ width: 390, height: 844 })
    const page = await person.newPage()
    const [gate] = demo.facts.gates
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates/${gate?.id}`)
    await frame.getByRole('button', { name: 'Status and preview' }).click()
    const box = await frame.getByText('On your product pages').boundingBox()
    expect(box?.y).toBeLessThan(844)
  })
})

describe('the header of a gate', () => {
  test('behavior: a pause and a resume from the header, without a save of the form', async () => {
    const person = await openPerson({ height: 1000 })
    const page = await person.newPage()
    const gate = demo.facts.gates.find(({ kind }) => kind === 'discount')
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates/${gate?.id}`)
    const press = (name: string) => frame.getByRole('button', { name, exact: true }).click()
    await press('Pause')
    await frame.getByRole('button', { name: 'Resume', exact: true }).waitFor()
    expect(await frame.getByLabel('Status').inputValue()).toBe('paused')
    await press('Resume')
    await frame.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    expect(await frame.getByLabel('Status').inputValue()).toBe('active')
  })

  test('behavior: Duplicate opens a draft with everything of the gate', async () => {
    const person = await openPerson({ height: 1000 })
    const page = await person.newPage()
    const [gate] = demo.facts.gates
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates/${gate?.id}`)
    const value = await frame.getByLabel('At least', { exact: true }).first().inputValue()
    await frame.getByRole('link', { name: 'Duplicate' }).click()
    await frame.getByRole('heading', { name: 'Create gate' }).waitFor()
    expect(await frame.getByLabel('Name', { exact: true }).inputValue()).toBe(`Copy of ${gate?.name}`)
    expect(await frame.getByLabel('At least', { exact: true }).first().inputValue()).toBe(value)
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
  })
})

describe('before an uninstall', () => {
  test('behavior: exclusive products are named, taken off sale, and put back', async () => {
    const person = await openPerson({ height: 1000 })
    const page = await person.newPage()
    const frame = await openAdminPage(page, `${demo.facts.admin}/app/settings`)
    const { handle } = demo.facts.gates.find(({ kind }) => kind === 'both') ?? {}
    const read = async () => (await fetch(`${demo.facts.storefront}/products/${handle}`)).status
    expect(await read()).toBe(200)
    await frame.getByRole('button', { name: 'Close before leaving' }).click()
    await frame.getByRole('dialog').getByRole('button', { name: 'Close products' }).click()
    await frame.getByText('You can undo this until you leave this page.').waitFor()
    expect(await read()).toBe(404)
    await frame.getByRole('button', { name: 'Undo' }).click()
    await frame.getByText('your exclusive products open to everyone').waitFor()
    expect(await read()).toBe(200)
  })
})
