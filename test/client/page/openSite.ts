import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, onTestFinished } from 'vitest'
import { openPerson } from '../../e2e/openPerson.ts'
import type { View } from '../../standin/browser/launchBrowser.ts'
import { announceSigners, type SigningWallet } from './announceSigners.ts'
import { type FakeApi, key, startApi } from './startApi.ts'
import { type StartSiteParameters, startSite } from './startSite.ts'

/** The API of the file that called `serveApi`. */
export let api: FakeApi

/** Start an API for the tests of a file, which calls this at its top. Each test finds it as it was at first. */
export function serveApi(): void {
  beforeAll(async () => {
    api = await startApi()
  })
  afterAll(() => api?.close())
  afterEach(() => {
    api.calls.splice(0)
    api.forced.clear()
    api.balances.clear()
    api.authorizePage = null
  })
}

type Open = {
  wallet?: Partial<SigningWallet>
  wallets?: SigningWallet[]
  site?: Partial<StartSiteParameters>
  view?: View
}
export const lantern: SigningWallet = {
  name: 'Lantern',
  color: '#e2761b',
  privateKey: `0x${'11'.repeat(32)}`,
}
const harbour: SigningWallet = { name: 'Harbour', color: '#3b5bdb', privateKey: `0x${'22'.repeat(32)}` }

/** Open a separate site in a new browser context; both end with the test. */
export async function openSite(
  parameters: Open = {},
): Promise<{ page: Page; context: BrowserContext; origin: string }> {
  const site = await startSite({ scriptOrigin: api.origin, ...parameters.site })
  onTestFinished(site.close)
  const context = await openPerson(parameters.view)
  await announceSigners(context, parameters.wallets ?? [{ ...lantern, ...parameters.wallet }, harbour])
  const page = await context.newPage()
  await page.goto(site.origin)
  await page.evaluate(`window.picket = new Picket('${key}'), 0`)
  return { page, context, origin: site.origin }
}
/** Starts a call; `outcome` waits for its end. */
export const start = (page: Page, call: string, name = 'one') =>
  page.evaluate(`(window.ended ??= [], window.outcomes ??= {}, outcomes['${name}'] = ${call}.then(
    (value) => ({ value }),
    (error) => ({ reason: error.reason, msg: error.msg, isError: error instanceof Error }),
  ).finally(() => { ended.push('${name}') })), 0`)
/** The finished calls so far. */
export const ended = (page: Page) => page.evaluate('ended')
type Outcome = {
  value?: { user: { walletAddress: string; tokenBalances: object }; accessToken: string } & Record<
    string,
    unknown
  >
  reason?: string
  isError?: boolean
}
export const outcome = async (page: Page, name = 'one') =>
  (await page.evaluate(`outcomes['${name}']`)) as Outcome
export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).last().click()
export const title = (page: Page, text: string) => page.getByRole('heading', { name: text }).waitFor()
export const dialogs = (page: Page) => page.locator('palisade-dialog').count()
