import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'
import { createFlowKey } from '../standin/flow/createFlowKey.ts'
import { type PutFlowWalletParameters, putFlowWallet } from '../standin/flow/putFlowWallet.ts'
import { startFlow } from '../standin/flow/startFlow.ts'
import { startFlowPages } from '../standin/flow/startFlowPages.ts'
import { blockOtherHosts } from './blockOtherHosts.ts'
import { startOwnDemo } from './openDemo.ts'
import { openDesk, openPhone } from './openPhone.ts'
import { putWallets } from './putWallets.ts'

/*
 * The card of a theme opens a gate on Flow. The page has the real client, FCL; the wallet is an extension that speaks its
 * protocol with real keys, or a page; the chain is a local Access API. No other host is reached.
 */
const ADDRESS = '0x0b2a3299cc857e29'
const CLUB = 'A.0b2a3299cc857e29.TopShot'
const condition = { kind: 'flowNft', chain: 'flow', contract: CLUB, minimum: '2' }
const key = createFlowKey()
let flow: Awaited<ReturnType<typeof startFlow>>
let demo: RunningDemo
beforeAll(async () => {
  flow = await startFlow()
  reset()
  flow.state.labels.set(CLUB, { kind: 'nft', name: 'Top Shot' })
  demo = await startOwnDemo({ changeEnv: async (env) => ({ ...env, RPC_URL_FLOW: flow.url }) })
  const { merchant } = demo
  const root = { kind: 'all' as const, of: [condition] }
  const owls = { kind: 'erc721', chain: 'ethereum', contract: readOwls(), minimum: '2' }
  await submitGate({ merchant, productId: 8104, form: { name: 'Shots', root, reaction: { value: '10' } } })
  await submitGate({
    ...{ merchant, productId: 8105 },
    form: { name: 'Chart', root, reaction: { exclusive: true, price: 'none', value: '' } },
  })
  const either = { kind: 'any' as const, of: [owls, condition] }
  await submitGate({
    merchant,
    productId: 8103,
    form: { name: 'Either', root: either, reaction: { value: '25' } },
  })
})
afterAll(async () => {
  await demo?.close()
  await flow?.close()
})

const readOwls = () => demo.facts.chains.ethereum.contracts.erc721
function reset(keys = [key]): void {
  flow.state.accounts.set(ADDRESS.slice(2), { keys })
  flow.state.contracts.set(CLUB, new Map([[ADDRESS, '2.00000000']]))
}

const CAP = '/products/keeper-cap'
async function open(path: string, how: Partial<PutFlowWalletParameters> | null = {}, isPhone = false) {
  const person = await (isPhone ? openPhone() : openDesk())
  const hosts = await blockOtherHosts(person)
  const wallet = how && (await putFlowWallet(person, { address: ADDRESS, keys: [key], ...how }))
  const page = await person.newPage()
  const scripts: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/palisade-flow/.test(pathname)) scripts.push(pathname.slice(pathname.lastIndexOf('/') + 1))
  })
  await page.goto(`${demo.facts.storefront}${path}`)
  return { person, page, scripts, hosts, ...(wallet ?? { signed: [], asked: [] }) }
}

const state = (page: Page, name: string) =>
  expect.poll(() => page.locator('palisade-gate').getAttribute('data-state'), { timeout: 30_000 }).toBe(name)
const choose = async (page: Page, name = 'Flow Wallet') => {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('dialog').getByRole('button', { name }).click()
}
const text = (page: Page) => page.locator('palisade-gate').innerText()
async function addToCart(page: Page): Promise<void> {
  const added = page.waitForResponse('**/cart/add.js')
  await page.locator('button[name="add"]').click()
  await added
}
const readTotal = async (page: Page) => {
  await page.goto(`${demo.facts.storefront}/checkout`)
  return page.locator('[data-total]').first().innerText()
}

describe('a wallet for Flow at the card of a theme', () => {
  test('default: a holder connects, signs once, and checks out at the holders’ price; the visit stays and renews', async () => {
    const { page, scripts, hosts, signed, asked } = await open(CAP)
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Flow Wallet' }).waitFor()
    // The row alone, until it is chosen.
    expect(scripts).toEqual(['palisade-flow.js'])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/flow-choose.png` })
    await page.getByRole('dialog').getByRole('button', { name: 'Flow Wallet' }).click()
    await state(page, 'unlocked')
    expect(scripts).toEqual(['palisade-flow.js', 'palisade-flow-client.js'])
    expect(signed).toHaveLength(1)
    expect(signed[0]).toContain(`Flow account:\n${ADDRESS}\n`)
    expect(signed[0]).toContain('\nChain ID: mainnet\n')
    expect(asked.map(({ type }) => type)).toEqual(['authn', 'user-signature'])
    expect(new Set(asked.map(({ network }) => network))).toEqual(new Set(['mainnet']))
    await addToCart(page)
    expect(await readTotal(page)).toContain('40.50')
    const kept = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
    expect(kept.filter((name) => /fcl|CURRENT_USER/i.test(name))).toEqual([])
    const renewed = page.waitForResponse('**/renew')
    await page.goto(`${demo.facts.storefront}${CAP}`)
    expect((await renewed).status()).toBe(200)
    await state(page, 'unlocked')
    expect(signed).toHaveLength(1)
    expect([...hosts]).toEqual([])
  })

  test('behavior: an exclusive product gets the theme’s buttons back', async () => {
    const { page } = await open('/products/harbor-chart')
    await page.getByRole('button', { name: 'Connect wallet' }).waitFor()
    expect(await page.locator('button[name="add"]').isVisible()).toBe(false)
    await choose(page)
    await state(page, 'unlocked')
    await page.locator('button[name="add"]').waitFor()
    await addToCart(page)
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await page.locator('[data-total]').first().isVisible()).toBe(true)
  })

  test('behavior: a gate of Ethereum or Flow lists the wallets of both, and either opens it', async () => {
    const { person, page } = await open('/products/market-tote', null)
    const { privateKey } = demo.facts.chains.ethereum.wallets.holder
    await putWallets(person, [{ name: 'Mine', color: '#246', privateKey }])
    await putFlowWallet(person, { address: ADDRESS, keys: [key] })
    await page.reload()
    await choose(page)
    await state(page, 'unlocked')
    await page.getByRole('button', { name: 'Disconnect' }).first().click()
    await state(page, 'locked')
    await choose(page, 'Mine')
    await state(page, 'unlocked')
  })

  test('behavior: another tab of the shop shows the gate open, too', async () => {
    const { person, page } = await open(CAP)
    const other = await person.newPage()
    await other.goto(`${demo.facts.storefront}${CAP}`)
    await choose(page)
    await state(page, 'unlocked')
    await other.bringToFront()
    await state(other, 'unlocked')
  })

  test.each([
    ['answers after 300 ms', { delayMs: 300 }],
    ['answers after 10 s', { delayMs: 10_000 }],
    ['comes two seconds after the page', { lateMs: 2000 }],
  ] as const)('behavior: a wallet that %s', async (_, how) => {
    const { page } = await open(CAP, how)
    await choose(page)
    await state(page, 'unlocked')
  })

  test('behavior: an account of two keys that only together weigh enough', async () => {
    const keys = [0, 1].map((index) => createFlowKey({ index, weight: 500 }))
    reset(keys)
    onTestFinished(() => reset())
    const { page } = await open(CAP, { keys })
    await choose(page)
    await state(page, 'unlocked')
  })

  test('behavior: without a wallet, the card says what to do and where to get one, on a phone too', async () => {
    for (const isPhone of [false, true]) {
      const { page, scripts } = await open(CAP, null, isPhone)
      await page.getByRole('button', { name: 'Connect wallet' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('No wallet found in this browser.').waitFor()
      await dialog.getByText('With a Flow wallet, use its browser extension').waitFor()
      await dialog.getByText('I don’t have a wallet').click()
      const link = dialog.getByRole('link', { name: 'Flow Wallet' })
      expect(await link.getAttribute('href')).toBe('https://wallet.flow.com/download')
      expect(await dialog.getByText('MetaMask').count()).toBe(0)
      expect(scripts).toEqual(['palisade-flow.js'])
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/flow-none-${isPhone ? 390 : 1280}.png` })
    }
  })

  test('behavior: a page without a gate of Flow loads nothing of it', async () => {
    const { page, scripts } = await open('/products/varsity-jacket')
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await page.getByRole('button', { name: 'Flow Wallet' }).count()).toBe(0)
    expect(scripts).toEqual([])
  })
})

describe('a wallet for Flow that is a page', () => {
  test.each(['IFRAME/RPC', 'POP/RPC', 'HTTP/POST'])(
    'behavior: one of %s is chosen on the merchant’s page of discovery',
    async (method) => {
      const pages = await startFlowPages({ address: ADDRESS, key, method })
      onTestFinished(pages.close)
      const settings = { flow_discovery: pages.discovery }
      await place({ gate: { settings } })
      onTestFinished(() => place({ gate: { settings: { flow_discovery: '' } } }))
      const { page } = await open(CAP, null)
      await choose(page, 'Flow (web)')
      await state(page, 'unlocked')
      expect(pages.signed).toHaveLength(1)
    },
  )

  test('behavior: on a phone the links to apps of other chains stay below it', async () => {
    await place({ gate: { settings: { flow_discovery: 'https://discovery.example/authn' } } })
    onTestFinished(() => place({ gate: { settings: { flow_discovery: '' } } }))
    const { page } = await open('/products/market-tote', null, true)
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Flow (web)' }).waitFor()
    expect(await dialog.getByRole('link', { name: 'MetaMask' }).first().isVisible()).toBe(true)
    expect(await dialog.getByText('With a Flow wallet, use its browser extension').isVisible()).toBe(true)
  })

  test('behavior: a page that the shopper closes leaves the card as it was', async () => {
    const pages = await startFlowPages({ address: ADDRESS, key, method: 'waits' })
    onTestFinished(pages.close)
    await place({ gate: { settings: { flow_discovery: pages.discovery } } })
    onTestFinished(() => place({ gate: { settings: { flow_discovery: '' } } }))
    const { page } = await open(CAP, null)
    await choose(page, 'Flow (web)')
    await page.locator('dialog > iframe').waitFor()
    await page.locator('dialog:has(> iframe)').getByRole('button', { name: 'Close' }).click()
    await page.getByText('No problem. Connect whenever you like.').first().waitFor()
    expect(await page.locator('iframe').count()).toBe(0)
  })
})

async function place(blocks: object): Promise<void> {
  const answer = await fetch(`${demo.facts.storefront}/standin/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ blocks }),
  })
  expect(answer.status).toBe(200)
}

describe('a gate of Flow stays closed', () => {
  test.each([
    ['declines to connect', { connects: 'rejects' }],
    ['declines to sign', { signs: 'rejects' }],
    ['closes the wallet instead of connecting', { connects: 'closes' }],
    ['closes the wallet instead of signing', { signs: 'closes' }],
  ] as const)('refuses: a shopper who %s', async (_, how) => {
    const { page } = await open(CAP, how)
    await choose(page)
    await page.getByText('No problem. Connect whenever you like.').first().waitFor()
    await state(page, 'locked')
  })

  test('refuses: a wallet that is locked, and says to open it', async () => {
    const { page } = await open(CAP, { connects: 'locked' })
    await choose(page)
    await state(page, 'failed')
    expect(await text(page)).toContain('Your wallet is waiting for you.')
  })

  test('refuses: a wallet that is given up; the next try asks anew', async () => {
    const { page, asked } = await open(CAP, { connects: 'waits' })
    await choose(page)
    await state(page, 'connecting')
    await expect.poll(() => asked.length).toBe(1)
    await page.getByRole('button', { name: 'Cancel' }).first().click()
    await state(page, 'locked')
    await choose(page)
    await expect.poll(() => asked.length).toBe(2)
  })

  test.each([
    ['of another network, which mainnet does not know', () => flow.state.accounts.delete(ADDRESS.slice(2))],
    ['whose key was revoked', () => reset([{ ...key, revoked: true }])],
    ['whose key weighs too little', () => reset([{ ...key, weight: 999 }])],
  ])('refuses: an account %s', async (_, change) => {
    change()
    onTestFinished(() => reset())
    const { page } = await open(CAP)
    await choose(page)
    await state(page, 'failed')
    expect(await text(page)).toContain('Set your Flow wallet to mainnet and check its keys')
  })

  test('refuses: an account that holds too little, and says what it holds', async () => {
    flow.state.contracts.set(CLUB, new Map([[ADDRESS, '1.00000000']]))
    onTestFinished(() => reset())
    const { page } = await open(CAP)
    await choose(page)
    await state(page, 'refused')
    expect(await text(page)).toContain('2 Top Shot')
  })
})
