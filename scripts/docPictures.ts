import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { openAdminPage } from '../test/e2e/walkAdmin.ts'
import { launchBrowser, makePerson } from '../test/standin/browser/launchBrowser.ts'
import { startDemo } from '../test/standin/demo/startDemo.ts'
import { buildAll } from './buildAll.ts'
import { type DocPicture, findCards, listDocPictures } from './docs/listPictures.ts'
import { fillShops } from './screenshots/fillShops.ts'

/*
 * npm run docs:pictures takes the pictures of the documents again, into docs/pictures, on a demo of its own.
 * `npm run docs:pictures -- <word>` takes those alone that have the word in their name.
 */
const FOLDER = 'docs/pictures'
const [word = ''] = process.argv.slice(2)
/** So high that no card is outside. */
const VIEW = { width: 1280, height: 3400 }
const MARGIN = 12

async function run(): Promise<void> {
  await buildAll()
  await mkdir(FOLDER, { recursive: true })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-pictures-'))
  const [host, port] = ['127.0.0.1', 0]
  const demo = await startDemo({ host, port, dataDir, say: () => {}, onDeath: console.error })
  const browser = await launchBrowser()
  try {
    // A shop of its own, which nobody has used.
    const fresh = await demo.addShops()
    const pictures = listDocPictures({ fresh, shops: await fillShops(demo) })
    for (const picture of pictures.filter(({ name }) => name.includes(word))) await take(browser, picture)
  } finally {
    await browser.close()
    await demo.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function take(browser: Browser, { name, url, act, shows }: DocPicture): Promise<void> {
  const person = await makePerson(browser, shows === 'dialog' ? { width: 1280, height: 900 } : VIEW)
  try {
    const page = await person.newPage()
    const app = page.frameLocator('iframe')
    if (shows === 'block') await page.goto(url)
    else await openAdminPage(page, url)
    await act?.(page, app)
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
    const parts =
      shows === 'block'
        ? [page.locator('palisade-gate').first()]
        : shows === 'dialog'
          ? [app.locator('.Polaris-Modal-Dialog__Modal')]
          : shows.length === 0
            ? [app.locator('.Polaris-Page')]
            : findCards(app, shows)
    const file = path.join(FOLDER, `${name}.png`)
    await page.screenshot({ path: file, clip: await measureAll(parts, shows === 'dialog' ? 0 : MARGIN) })
    console.log(file)
  } catch (error) {
    throw new Error(`The picture "${name}" could not be taken.`, { cause: error })
  } finally {
    await person.close()
  }
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

await run()
