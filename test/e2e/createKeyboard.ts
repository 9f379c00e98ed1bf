import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What has the focus, in the frame's page or in the app inside it. */
export type Stop = {
  /** Its accessible name, shortened. */
  readonly name: string
  readonly value: string
  /** Whether it is really an element that one can act on, and not the page as a whole. */
  readonly isHeld: boolean
  /** Whether a ring is drawn around it, or around what stands for it. */
  readonly isRinged: boolean
  /** Whether its middle is on the screen. */
  readonly isInView: boolean
}
export type ReachParameters = {
  readonly name: string | RegExp
  readonly key?: 'Tab' | 'Shift+Tab'
  /** Value that the element must have, where several have one name. */
  readonly value?: string
}

/** More stops than any page has. */
const MOST_STOPS = 150

/** A person who has a keyboard and nothing else. Each stop on a way must be named, ringed and in view. */
export function createKeyboard(page: Page) {
  const press = (key: string) => page.keyboard.press(key)

  async function readStop(): Promise<Stop> {
    const isInside = await page.evaluate(() => document.activeElement?.tagName === 'IFRAME')
    const inner = page.frames().find((one) => one !== page.mainFrame() && one.url().includes('/app'))
    return (isInside && inner ? inner : page.mainFrame()).evaluate(describeFocus)
  }

  /** Wait until the page itself has put the focus on an element of that name. */
  async function meet(name: string | RegExp): Promise<void> {
    const readName = async () => (await readStop()).name
    const named = expect.poll(readName)
    await (typeof name === 'string' ? named.toBe(name) : named.toMatch(name))
    check(await readStop(), [])
  }

  /** Go from stop to stop until the one of that name; returns the names on the way. */
  async function reach({ name, key = 'Tab', value }: ReachParameters): Promise<string[]> {
    const passed: string[] = []
    while (passed.length < MOST_STOPS) {
      await press(key)
      const stop = await readStop()
      // Between the end of the page and its start, the browser itself has the focus.
      if (!stop.isHeld && stop.name === 'the window') continue
      check(stop, passed)
      passed.push(stop.name)
      if (isCalled(stop, name) && (value === undefined || stop.value === value)) return passed
    }
    throw new Error(`No stop is called ${name}: ${passed.slice(-60).join(' | ')}`)
  }

  return {
    press,
    meet,
    reach,
    /** Type over what the field has. */
    write: async (text: string) => {
      await press('Control+A')
      await page.keyboard.type(text)
    },
    /** Choose an option of the native select that has the focus, by its first letters. */
    choose: (text: string) => page.keyboard.type(text),
    readStop,
  }
}

const isCalled = (stop: Stop, name: string | RegExp): boolean =>
  typeof name === 'string' ? stop.name === name : name.test(stop.name)

function check(stop: Stop, passed: readonly string[]): void {
  const isNamed = stop.name !== ''
  expect({ ...stop, isNamed }, `after ${passed.slice(-8).join(' | ')}`).toMatchObject({
    isNamed: true,
    isHeld: true,
    isRinged: true,
    isInView: true,
  })
}

/** Runs in the page. */
function describeFocus(): Stop {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) {
    const isTop = window.top === window
    return {
      name: isTop ? 'the window' : 'the app',
      value: '',
      isHeld: false,
      isRinged: false,
      isInView: false,
    }
  }
  const by = element.getAttribute('aria-labelledby')?.split(' ') ?? []
  const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : []
  const read = (one: HTMLElement | null) => one?.innerText.trim() ?? ''
  const names = [
    ...by.map((id) => read(document.getElementById(id))),
    element.getAttribute('aria-label') ?? '',
    ...[...labels, element].map(read),
  ]
  const name = names.find((text) => text !== '') ?? ''
  const box = element.getBoundingClientRect()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const near = [element, element.parentElement, ...(element.parentElement?.children ?? [])]
  const isRinged = near.some((one) =>
    [null, '::before', '::after'].some((part) => {
      if (!one) return false
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one, part)
      return outlineStyle !== 'none' && outlineWidth !== '0px' && !/ 0\)$/.test(outlineColor)
    }),
  )
  return {
    name: name.replace(/\s+/g, ' ').slice(0, 80),
    value: 'value' in element ? String(element.value) : '',
    isHeld: true,
    // A dialog that has just opened stands out of everything.
    isRinged: isRinged || element.matches('[role=dialog]'),
    isInView: x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight,
  }
}
