import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type RpcFront, startRpcFront } from '../standin/chains/startRpcFront.ts'
import { post } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { makeVisitKey } from '../visitKey.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { putWallets } from './putWallets.ts'

/*
 * A real server whose ceiling is reached, because ten shoppers wait for a chain that does not answer. What shoppers,
 * staff and the operator read meanwhile is true, and it ends by itself.
 */
const AT_ONCE = 10
const TOKEN = 'the token of this test'
/** Between tries of those who keep the server full. */
const PAUSE_MS = 20
const JACKET = '/products/varsity-jacket'

let demo: RunningDemo
let chain: RpcFront
beforeAll(async () => {
  demo = await startOwnDemo({
    changeEnv: async (env) => {
      chain = await startRpcFront(String(env.RPC_URL_ETHEREUM))
      return {
        ...env,
        ...{ RPC_URL_ETHEREUM: chain.url, REQUESTS_AT_ONCE: String(AT_ONCE), METRICS_TOKEN: TOKEN },
      }
    },
  })
})
afterAll(async () => {
  await demo?.close()
  chain?.close()
})

/** Keep the server full until it is called: renewals that wait for the chain, one after the other. */
async function fill(): Promise<() => Promise<void>> {
  const { proxy, gates, chains } = demo.facts
  const { walletAddress, sign } = loginWithEvm(chains.ethereum.wallets.outsider)
  const browser = makeVisitKey()
  const ask = (path: string, body: object) => post(`${proxy}/${path}`, browser.toWire(path, body))
  const { nonce, message } = await ask('nonce', { chain: 'ethereum', walletAddress })
  const what = { gates: gates.map(({ id }) => id), lines: [] }
  const { session } = await ask('unlock', {
    ...what,
    nonce,
    walletAddress,
    signature: await sign(String(message)),
  })
  chain.set('silent')
  let isOver = false
  const renew = async () => {
    while (!isOver) {
      const { gates: answered } = await ask('renew', { ...what, session })
      if (!answered) await sleep(PAUSE_MS)
    }
  }
  const asking = Array.from({ length: 2 * AT_ONCE }, renew)
  await expect.poll(readLoad, { timeout: 60_000 }).toBe('failing')
  return async () => {
    isOver = true
    chain.set(null)
    await Promise.all(asking)
  }
}

async function readLoad(): Promise<unknown> {
  const { checks } = (await (await fetch(`${demo.app.origin}/readyz`)).json()) as {
    checks?: { load?: string }
  }
  return checks?.load
}
async function readMetric(name: string): Promise<number> {
  const headers = { authorization: `Bearer ${TOKEN}` }
  const text = await (await fetch(`${demo.app.origin}/metrics`, { headers })).text()
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
}
const panel = (page: Page) =>
  page.locator('palisade-gate:visible').first().locator('.palisade-panel:not([hidden])').first()
const waitFor = (page: Page, state: string) =>
  page.locator(`palisade-gate[data-state="${state}"]`).first().waitFor()

async function openShopper(): Promise<{ page: Page; signed: readonly string[] }> {
  const context = await openPerson()
  const { privateKey } = demo.facts.chains.ethereum.wallets.holder
  const { signed } = await putWallets(context, [{ name: 'Lantern', color: 'teal', privateKey }])
  const page = await context.newPage()
  await page.goto(`${demo.facts.storefront}${JACKET}`)
  return { page, signed }
}
async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Lantern', exact: true }).click()
}

test('refuses: a shopper while the server is full, who reads so, loses nothing, and unlocks with one press when it is over; staff go on (ERR_SERVER_BUSY)', async () => {
  const empty = await fill()
  onTestFinished(empty)
  const { page, signed } = await openShopper()
  await connect(page)
  await waitFor(page, 'failed')
  expect(await panel(page).innerText()).toContain('We’re very busy. Please wait a moment and try again.')
  expect(await panel(page).innerText()).not.toContain('wallet didn’t')
  expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true)

  const staff = await demo.requestAdmin({ path: '/app.data' })
  expect(staff.status).toBe(200)
  expect((await fetch(`${demo.app.origin}/readyz`)).status).toBe(200)
  expect(await readMetric('palisade_requests_turned_away_total')).toBeGreaterThan(0)
  expect(await readMetric('palisade_requests_at_once\\{state="inside"\\}')).toBeLessThanOrEqual(AT_ONCE)

  await empty()
  const before = signed.length
  await page.getByRole('button', { name: 'Try again' }).click()
  await waitFor(page, 'unlocked')
  expect(signed.length - before).toBeLessThanOrEqual(1)
})

test('behavior: a shopper who comes back while the server is full keeps the visit, and unlocks when it is over', async () => {
  const { page, signed } = await openShopper()
  await connect(page)
  await waitFor(page, 'unlocked')
  const before = signed.length
  const empty = await fill()
  onTestFinished(empty)
  await page.reload()
  await waitFor(page, 'failed')
  expect(await panel(page).innerText()).toContain('We’re very busy. Please wait a moment and try again.')
  await empty()
  await page.reload()
  await waitFor(page, 'unlocked')
  expect(signed.length).toBe(before)
})
