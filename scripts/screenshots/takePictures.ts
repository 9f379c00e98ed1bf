import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { listAdminPages, openAdminPage } from '../../test/e2e/walkAdmin.ts'
import { makePerson } from '../../test/standin/browser/launchBrowser.ts'
import type { RunningDemo } from '../../test/standin/demo/startDemo.ts'
import type { Shops } from './fillShops.ts'
import { listCounterPictures } from './listCounterPictures.ts'
import { listGateStates, listShopStates, listStaffStates, type Picture } from './listStates.ts'
import { listStorePictures } from './listStorePictures.ts'

const VIEWS = [
  { width: 1280, height: 1000 },
  { width: 390, height: 844 },
]
/** A page that shows something later than this is a fault of the page or of its entry in the list. */
const PATIENCE_MS = 20_000

/** Delete all gates of the demo's second shop, whose pages then show what a new merchant sees. */
async function listEmptyPages(demo: RunningDemo): Promise<Picture[]> {
  const { admin, shop, gates } = demo.facts.otherShop
  for (const { id } of gates)
    await demo.requestAdmin({ path: `/app/gates/${id}/delete.data`, body: {}, shop })
  const names = ['gates', 'orders', 'customers', 'analytics', 'redemptions', 'lists', 'developers']
  return [
    { name: 'empty-home', url: `${admin}/app` },
    ...names.map((name) => ({ name: `empty-${name}`, url: `${admin}/app/${name}` })),
  ]
}

/** Every picture. The last are of a shop whose gates are deleted for them. */
async function listPictures(shops: Shops): Promise<Picture[]> {
  const { busy, held } = shops
  const pages = await listAdminPages(busy)
  const idOf = (name: string) =>
    pages
      .find((one) => one.name === name)
      ?.path.split('/')
      .at(-1) ?? ''
  return [
    ...listStorePictures(shops),
    ...(await listCounterPictures(shops)),
    ...pages.map(({ name, path: end }) => ({ name, url: `${busy.facts.admin}${end}` })),
    ...listGateStates(shops),
    ...listStaffStates(shops),
    ...listShopStates(shops, idOf('project'), idOf('list')),
    ...(await listEmptyPages(held)),
  ]
}

/** Runs in the page: what a new size uncovers is painted two frames later. */
function waitForPaint(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/** A page of the admin is as high as it needs, unless a dialog is open, which belongs into the middle of a screen. */
async function writePicture(page: Page, folder: string, name: string): Promise<void> {
  const view = page.viewportSize()
  const app = page.frames().find((one) => one !== page.mainFrame())
  const isDialog = await page.locator('[role=dialog], dialog[open]').count()
  const isAppDialog = await (app?.locator('[role=dialog]').count() ?? 0)
  if (view && app && isDialog + isAppDialog === 0) {
    const height = await app.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ ...view, height: Math.max(view.height, height + 110) })
    await app.evaluate(waitForPaint)
  }
  const file = path.join(folder, `${name}-${view?.width}.png`)
  await page.screenshot({ path: file })
  if (view) await page.setViewportSize(view)
  console.log(file)
}

async function takePicture(parameters: {
  browser: Browser
  folder: string
  picture: Picture
  view: (typeof VIEWS)[number]
}): Promise<void> {
  const { browser, folder, picture, view } = parameters
  const { name, url, act } = picture
  const person = await makePerson(browser, view)
  person.setDefaultTimeout(PATIENCE_MS)
  try {
    const page = await person.newPage()
    // The storefront has `/apps/palisade` too, for the phone's page.
    if (url.includes('/apps/palisade/app')) await openAdminPage(page, url)
    else await page.goto(url)
    await act?.(page, page.frameLocator('iframe'))
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
    await writePicture(page, folder, name)
  } finally {
    await person.close()
  }
}

/** Take the pictures whose name has the word, at both widths; returns what could not be taken. */
export async function takePictures(parameters: {
  browser: Browser
  shops: Shops
  folder: string
  word: string
}): Promise<string[]> {
  const { browser, shops, folder, word } = parameters
  const failed: string[] = []
  const pictures = await listPictures(shops)
  for (const picture of pictures.filter(({ name }) => name.includes(word))) {
    for (const view of VIEWS) {
      await takePicture({ browser, folder, picture, view }).catch((error: unknown) => {
        failed.push(`${picture.name} at ${view.width} px: ${error}`)
      })
    }
  }
  return failed
}
