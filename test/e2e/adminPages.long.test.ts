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
  listFaintTexts,
  openAdminPage,
  readShift,
  watchShifts,
} from './walkAdmin.ts'

const MOST_SHIFT = 0.05
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
      const { faint } = await listFaintTexts(frame)
      const wrong = [
        ...(scroll > screen ? [`${scroll} px wide`] : []),
        ...(mains === 1 ? [] : [`${mains} main landmarks`]),
        ...(shift > MOST_SHIFT ? [`a layout shift of ${shift.toFixed(3)}`] : []),
        ...faint,
        ...(await listTallViolations({ page, width, frame })),
      ]
      if (wrong.length > 0) found.push({ name, wrong })
    }
    expect(found).toEqual([])
  })
})
