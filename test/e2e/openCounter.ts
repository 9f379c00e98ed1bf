import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { launchBrowser, makePerson } from '../standin/browser/launchBrowser.ts'
import { send } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { filmCode } from './filmCode.ts'
import { openPerson } from './openPerson.ts'
import { openWalletBrowser } from './openPhone.ts'

/* What the tests of the counter share: its page in the admin, tills, phones, and sales at the point of sale. */
const SHOTS = process.env.PALISADE_SHOTS

export async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return
  await mkdir(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}/counter-${name}.png` })
}

/** Open the counter's page in the admin. */
export async function openCounter({ facts }: RunningDemo) {
  const page = await (await openPerson({ width: 1280, height: 1000 })).newPage()
  await page.goto(`${facts.admin}/app/counter`)
  const app = page.frameLocator('iframe')
  await app.getByRole('heading', { name: 'Counter', exact: true }).waitFor()
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app }
}

/** Read how often the counter's page says a text. */
export async function countOnCounter(demo: RunningDemo, text: string): Promise<number> {
  const { app, page } = await openCounter(demo)
  const count = await app.getByText(text, { exact: true }).count()
  await page.context().close()
  return count
}

/** Make a till in the admin, and read its link. */
export async function createTill(demo: RunningDemo, name: string): Promise<string> {
  const { page, app } = await openCounter(demo)
  await app.getByRole('button', { name: 'Create till' }).first().click()
  await app.getByLabel('Name').fill(name)
  await app.getByRole('button', { name: 'Create', exact: true }).click()
  const open = app.getByRole('link', { name: `Open the till ${name}` })
  const link = await open.getAttribute('href')
  await shoot(page, 'admin')
  await page.context().close()
  return link ?? ''
}

/** End a till in the admin. */
export async function endTill(demo: RunningDemo, name: string): Promise<void> {
  const { app, page } = await openCounter(demo)
  await app.getByRole('button', { name: `End the till ${name}` }).click()
  await app.getByRole('button', { name: 'End till', exact: true }).click()
  await app.getByRole('button', { name: `End the till ${name}` }).waitFor({ state: 'detached' })
  await page.context().close()
}

/** Sign in on a phone with a wallet, and show the code. `start` changes its page before it loads. */
export async function showCode(
  { facts }: RunningDemo,
  wallet: 'holder' | 'outsider',
  start: (page: Page) => Promise<unknown> = async () => {},
): Promise<{ page: Page; person: BrowserContext }> {
  const { wallets } = facts.chains.ethereum
  const { person } = await openWalletBrowser({ name: 'MetaMask', ...wallets[wallet] })
  const page = await person.newPage()
  await start(page)
  await page.goto(`${facts.storefront}/apps/palisade/counter`)
  await signIn(page)
  return { page, person }
}

/** Sign in with the phone's wallet. */
export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'MetaMask' }).tap()
  await page.locator('#code svg').waitFor()
}

export const readCode = async (page: Page) => (await page.locator('#code').getAttribute('data-code')) ?? ''

/** Wait until the phone shows a later code than this. */
export async function waitForCode(page: Page, before: string): Promise<string> {
  await expect.poll(() => readCode(page), { timeout: 30_000 }).not.toBe(before)
  return readCode(page)
}

/** Open a till's page. `start` changes it before it loads. */
export async function openTill(
  link: string,
  start: (page: Page) => Promise<unknown> = async () => {},
): Promise<Page> {
  const page = await (await openPerson({ width: 800, height: 1100 })).newPage()
  await start(page)
  await page.goto(link)
  return page
}

/** Open a till's page whose camera sees these codes. */
export async function openFilmedTill(link: string, ...codes: readonly string[]): Promise<Page> {
  const film = await filmCode(...codes)
  const browser = await launchBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
  onTestFinished(async () => {
    await browser.close()
    await rm(path.dirname(film), { recursive: true, force: true })
  })
  const till = await (await makePerson(browser, { width: 800, height: 1100 })).newPage()
  await till.goto(link)
  // The secret leaves the address.
  expect(new URL(till.url()).hash).toBe('')
  await till.getByRole('button', { name: 'Use the camera' }).click()
  return till
}

/** Type a code at a till, as a hand scanner does. */
export async function typeCode(till: Page, code: string): Promise<void> {
  await till.getByLabel('Code').fill(code)
  await till.getByRole('button', { name: 'Check' }).click()
}

/** The mug's gate, which the holder opens and which is exclusive. */
export const findMug = (till: Page) => till.locator('section', { hasText: 'Harbor Coin members' })

export type Sale = { readonly id: number; readonly name: string }

/** Ring up a mug at the point of sale. */
export async function sellMug({ facts: { storefront } }: RunningDemo): Promise<Sale> {
  const answer = await fetch(`${storefront}/products/camp-mug.js`)
  const { variants } = (await answer.json()) as { variants: { id: number }[] }
  const lines = [{ variantId: variants[0]?.id, quantity: 1 }]
  const sold = await send(`${storefront}/standin/orders`, { source: 'pos', lines })
  expect(sold.status).toBe(201)
  return (await sold.json()) as Sale
}
