import type { Browser, BrowserContext } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchBrowser, makePerson, type View } from '../standin/browser/launchBrowser.ts'
import { closeAtProcessEnd } from './processEnd.ts'

let running: Promise<Browser> | undefined

/** The browser of this process: the first test that asks starts it, and no file closes it. */
export function shareBrowser(): Promise<Browser> {
  running ??= launchBrowser().then((browser) => {
    closeAtProcessEnd(() => browser.close())
    return browser
  })
  return running
}

/** Open a browser context for a new person: no cookies, no storage. It closes with the test. */
export async function openPerson(view?: View): Promise<BrowserContext> {
  const context = await makePerson(await shareBrowser(), view)
  onTestFinished(() => context.close())
  return context
}
