import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { type AdminPage, fillShop, listAdminPages, openAdminPage } from '../test/e2e/walkAdmin.ts'
import { launchBrowser, makePerson } from '../test/standin/browser/launchBrowser.ts'
import { type RunningDemo, startDemo } from '../test/standin/demo/startDemo.ts'
import { buildAll } from './buildAll.ts'

/*
 * npm run screenshots takes a picture of every page of the admin, and of its main states, at both widths, on a demo of
 * its own. `npm run screenshots -- <folder>` writes elsewhere than into .data/screenshots.
 */
const WIDTHS = [1280, 390]
const [folder = path.join('.data', 'screenshots')] = process.argv.slice(2)

/** What a merchant does on a page before the picture is taken. */
type State = AdminPage & { readonly act: (page: Page) => Promise<void> }

const inApp = (page: Page) => page.frameLocator('iframe')

function listStates({ facts }: RunningDemo): State[] {
  const exclusive = facts.gates.find(({ kind }) => kind === 'both')
  const gate = `/app/gates/${exclusive?.id}`
  const press = (name: string) => async (page: Page) => {
    // On a phone Polaris folds the actions of a page's header into a menu.
    const more = inApp(page).getByRole('button', { name: /^(More actions|View actions for)/ })
    const button = inApp(page)
      .getByRole('button', { name, exact: true })
      .or(inApp(page).getByRole('menuitem', { name, exact: true }))
    if (!(await button.first().isVisible()) && (await more.isVisible())) await more.click()
    await button.first().click()
  }
  return [
    {
      name: 'gates-selected',
      path: '/app/gates',
      act: (page) => inApp(page).getByRole('row').getByRole('checkbox').nth(1).check(),
    },
    { name: 'gate-pause', path: gate, act: press('Pause') },
    { name: 'gate-copy', path: `/app/gates/new?from=${exclusive?.id}`, act: async () => {} },
    { name: 'gates-searched', path: '/app/gates?search=owls', act: async () => {} },
    { name: 'developers-create', path: '/app/developers', act: press('Create project') },
    { name: 'lists-create', path: '/app/lists', act: press('Create list') },
  ]
}

/** Delete all gates of the second shop, whose pages then show what a new merchant sees. */
async function openEmptyShop(demo: RunningDemo): Promise<{ admin: string; pages: AdminPage[] }> {
  const { admin, shop, gates } = demo.facts.otherShop
  for (const { id } of gates)
    await demo.requestAdmin({ path: `/app/gates/${id}/delete.data`, body: {}, shop })
  const names = ['gates', 'orders', 'redemptions', 'lists', 'developers']
  return {
    admin,
    pages: [
      { name: 'empty-home', path: '/app' },
      ...names.map((name) => ({ name: `empty-${name}`, path: `/app/${name}` })),
    ],
  }
}

async function writePicture(page: Page, name: string, width: number): Promise<void> {
  const file = path.join(folder, `${name}-${width}.png`)
  await page.screenshot({ path: file })
  console.log(file)
}

async function run(): Promise<void> {
  await buildAll()
  await mkdir(folder, { recursive: true })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-screenshots-'))
  const demo = await startDemo({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    say: () => {},
    onDeath: (sentence) => console.error(sentence),
  })
  const browser = await launchBrowser()
  try {
    await fillShop(demo)
    const pages = await listAdminPages(demo)
    const empty = await openEmptyShop(demo)
    for (const width of WIDTHS) {
      const person = await makePerson(browser, { width, height: width > 1000 ? 1000 : 1400 })
      const page = await person.newPage()
      for (const { name, path: url } of pages) {
        await openAdminPage(page, `${demo.facts.admin}${url}`)
        await writePicture(page, name, width)
      }
      for (const { name, path: url } of empty.pages) {
        await openAdminPage(page, `${empty.admin}${url}`)
        await writePicture(page, name, width)
      }
      for (const { name, path: url, act } of listStates(demo)) {
        await openAdminPage(page, `${demo.facts.admin}${url}`)
        await act(page)
        await writePicture(page, name, width)
      }
      await person.close()
    }
  } finally {
    await browser.close()
    await demo.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

await run()
