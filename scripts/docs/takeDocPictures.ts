import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { openAdminPage } from '../../test/e2e/walkAdmin.ts'
import { makePerson } from '../../test/standin/browser/launchBrowser.ts'
import type { RunningDemo } from '../../test/standin/demo/startDemo.ts'
import { fillShops } from '../screenshots/fillShops.ts'
import { BLOCKS, type DocPicture, findCards, listDocPictures } from './listPictures.ts'

/** What each picture shows, by its name: a text that has changed makes a picture old. */
export type PictureRecord = Readonly<Record<string, { readonly sha256: string; readonly text: string }>>

export type TakeDocPicturesParameters = {
  readonly demo: RunningDemo
  readonly browser: Browser
  readonly folder: string
  /** Only those that have it in their name. */
  readonly word?: string
  readonly say?: (file: string) => void
}

/** So high that no card is outside. */
const VIEW = { width: 1280, height: 3400 }
const MARGIN = 12

/** Take the documents' pictures on a demo of its own, into a folder, and say what they show. */
export async function takeDocPictures(parameters: TakeDocPicturesParameters): Promise<PictureRecord> {
  const { demo, browser, folder, word = '', say = () => {} } = parameters
  // A shop of its own, which nobody has used.
  const fresh = await demo.addShops()
  const pictures = listDocPictures({
    ...{ fresh, shops: await fillShops(demo), store: demo.facts.bigCommerce },
  })
  const record: Record<string, PictureRecord[string]> = {}
  for (const picture of pictures.filter(({ name }) => name.includes(word))) {
    const file = path.join(folder, `${picture.name}.png`)
    record[picture.name] = await takePicture(browser, picture, file)
    say(file)
  }
  return record
}

async function takePicture(browser: Browser, picture: DocPicture, file: string) {
  const { name, url, act, shows } = picture
  const person = await makePerson(browser, shows === 'dialog' ? { width: 1280, height: 900 } : VIEW)
  try {
    const page = await person.newPage()
    const app = page.frameLocator('iframe')
    const isBlock = typeof shows === 'string' && shows !== 'dialog'
    if (isBlock) await page.goto(url)
    else await openAdminPage(page, url)
    await act?.(page, app)
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
    const parts = isBlock
      ? [page.locator(BLOCKS[shows]).first()]
      : shows === 'dialog'
        ? [app.locator('.Polaris-Modal-Dialog__Modal')]
        : shows.length === 0
          ? [app.locator('.Polaris-Page')]
          : findCards(app, shows)
    // Around a dialog is what is around cards, and not the dark page.
    if (shows === 'dialog')
      await app.locator('.Polaris-Backdrop').evaluateAll((all) => {
        for (const one of all)
          Object.assign((one as HTMLElement).style, { background: '#f1f1f1', opacity: 1 })
      })
    if (isBlock) await parts[0]?.waitFor()
    // The rim of a field that was just filled in means nothing here.
    for (const frame of page.frames())
      await frame.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    // A whole page has its own margin, but below.
    const box = await measureAll(parts, shows.length === 0 ? 0 : MARGIN)
    const clip = shows.length === 0 ? { ...box, height: box.height + MARGIN } : box
    const bytes = await page.screenshot({ path: file, clip })
    const texts = (await Promise.all(parts.map((part) => part.allInnerTexts()))).flat()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { sha256, text: texts.flatMap(splitText).join('\n') }
  } catch (error) {
    throw new Error(`The picture "${name}" could not be taken.`, { cause: error })
  } finally {
    await person.close()
  }
}

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*'
const DAY = new RegExp(`\\b(?:\\d{1,2} ${MONTH}|${MONTH} \\d{1,2},) \\d{4}`, 'g')

/** Lines of a text without what differs in each demo: times, days, codes and wallets. */
function splitText(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/\u202f|\u00a0/g, ' ')
        .replace(DAY, '<day>')
        .replace(
          /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?/gi,
          '<time>',
        )
        .replace(/\bblock \d+/g, 'block <number>')
        .replace(/\bPAL(?:-[\dA-Z]{4}){3}\b/g, '<code>')
        .replace(/0x[\da-f]{2,}(?:…[\da-f]{2,})?/gi, '<hex>')
        .trim(),
    )
    .filter((line) => line !== '')
}

/** The box around all parts, with a margin. */
async function measureAll(parts: readonly Locator[], margin: number) {
  const boxes = await Promise.all(parts.map((part) => part.boundingBox()))
  const known = boxes.filter((box) => box !== null)
  if (known.length < parts.length) throw new Error('A part is not on the page.')
  const [left, top] = [Math.min(...known.map(({ x }) => x)), Math.min(...known.map(({ y }) => y))]
  const right = Math.max(...known.map(({ x, width }) => x + width))
  const bottom = Math.max(...known.map(({ y, height }) => y + height))
  return {
    x: Math.max(0, left - margin),
    y: Math.max(0, top - margin),
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  }
}
