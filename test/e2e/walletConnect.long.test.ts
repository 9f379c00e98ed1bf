import { SignClient } from '@walletconnect/sign-client'
import type { BrowserContext, Page } from 'playwright-core'
import { type Hex, hexToString } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { createMemory } from '../../extensions/gate-block/src/walletConnect/createMemory.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type Relay, startRelay } from '../standin/walletConnect/startRelay.ts'
import { blockOtherHosts } from './blockOtherHosts.ts'
import { openDemo } from './openDemo.ts'
import { openDesk, openPhone } from './openPhone.ts'

/*
 * Both sides are WalletConnect's own client: the page's file, and the wallet in this process. The relay between them is
 * the stand-in's, to which the page's connection to the real one is led.
 */
const projectId = '0123456789abcdef0123456789abcdef'
let demo: RunningDemo
let relay: Relay
beforeAll(async () => {
  demo = await openDemo()
  relay = await startRelay()
  await setProject(projectId)
})
afterAll(() => relay.close())

async function setProject(id: string): Promise<void> {
  const blocks = { gate: { settings: { walletconnect_project_id: id } } }
  const answer = await fetch(`${demo.facts.storefront}/standin/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ blocks }),
  })
  expect(answer.status).toBe(200)
}

/** Open the jacket's page, with its connection to the relay led to ours, and no other host reached. */
async function openJacket(
  person: BrowserContext,
): Promise<{ page: Page; scripts: string[]; hosts: ReadonlySet<string> }> {
  const hosts = await blockOtherHosts(person)
  await person.routeWebSocket(/^wss:\/\/relay\.walletconnect\.org/, (inPage) => {
    const upstream = new WebSocket(relay.url)
    const opened = new Promise((resolve) => upstream.once('open', resolve))
    inPage.onMessage((message) => void opened.then(() => upstream.send(message)))
    upstream.on('message', (message) => inPage.send(String(message)))
    inPage.onClose(() => upstream.close())
    upstream.on('error', () => {})
  })
  const page = await person.newPage()
  const scripts: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.includes('walletconnect')) scripts.push(pathname.slice(pathname.lastIndexOf('/') + 1))
  })
  await page.goto(`${demo.facts.storefront}/products/varsity-jacket`)
  return { page, scripts, hosts }
}

type WalletParameters = {
  readonly privateKey?: Hex
  readonly chain?: number
  readonly approves?: boolean
  readonly signs?: 'yes' | 'rejects' | 'waits'
}

/** A wallet's app, with the real client. */
async function openWallet(parameters: WalletParameters = {}) {
  const { privateKey = demo.facts.chains.ethereum.wallets.holder.privateKey, chain = 1 } = parameters
  const { approves = true, signs = 'yes' } = parameters
  const account = privateKeyToAccount(privateKey)
  const client = await SignClient.init({
    ...{ projectId, relayUrl: relay.url, storage: createMemory(), logger: 'silent', telemetryEnabled: false },
    // Else a second client of this process would take the keys of the first.
    customStoragePrefix: `wallet${Math.random()}`,
    metadata: { name: 'Lantern', description: 'A wallet', url: 'https://lantern.example', icons: [] },
  })
  onTestFinished(() => client.core.relayer.transportClose())
  const signed: string[] = []
  const ended: string[] = []
  let topic = ''
  client.on('session_proposal', async ({ id, params }) => {
    if (!approves) return client.reject({ id, reason: { code: 5000, message: 'User rejected.' } })
    expect(params.proposer.metadata.url).toBe(new URL(demo.facts.storefront).origin)
    const chains = [`eip155:${chain}`]
    const accounts = chains.map((one) => `${one}:${account.address}`)
    const eip155 = {
      chains,
      accounts,
      methods: ['personal_sign'],
      events: ['accountsChanged', 'chainChanged'],
    }
    const session = await client.approve({ id, namespaces: { eip155 } })
    topic = session.topic
  })
  client.on('session_delete', ({ topic: gone }) => void ended.push(gone))
  client.on('session_request', async ({ id, topic: of, params }) => {
    const [raw] = params.request.params as [Hex]
    signed.push(hexToString(raw))
    if (signs === 'waits') return
    const error = { code: 4001, message: 'User rejected the request.' }
    const response =
      signs === 'yes'
        ? { id, jsonrpc: '2.0', result: await account.signMessage({ message: { raw } }) }
        : { id, jsonrpc: '2.0', error }
    await client.respond({ topic: of, response })
  })
  return { client, signed, ended, address: account.address, readTopic: () => topic }
}

const state = (page: Page, name: string) => page.locator(`palisade-gate[data-state="${name}"]`).waitFor()
const code = (page: Page) => page.getByRole('dialog', { name: 'WalletConnect' })

/** Choose WalletConnect, and read its link as the copy button gives it. */
async function chooseWalletConnect(page: Page, button = 'Connect wallet'): Promise<string> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'WalletConnect' }).click()
  return await code(page).getByRole('textbox', { name: 'WalletConnect' }).inputValue()
}

describe('a shopper who connects the wallet app of their phone', () => {
  test('default: a holder scans, signs once, and checks out at the holders’ price', async () => {
    const wallet = await openWallet()
    const { page, scripts } = await openJacket(await openDesk())
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'WalletConnect' }).waitFor()
    // The row alone, until it is chosen.
    expect(scripts).toEqual(['palisade-walletconnect.js'])
    await page.getByRole('dialog').getByRole('button', { name: 'WalletConnect' }).click()
    const uri = await code(page).getByRole('textbox', { name: 'WalletConnect' }).inputValue()
    expect(scripts).toEqual(['palisade-walletconnect.js', 'palisade-walletconnect-client.js'])
    expect(uri).toMatch(/^wc:[0-9a-f]{64}@2\?/)
    expect(
      await code(page).getByRole('img', { name: 'Scan this code with your wallet app.' }).isVisible(),
    ).toBe(true)
    await wallet.client.pair({ uri })
    await state(page, 'unlocked')
    expect(wallet.signed).toHaveLength(1)
    expect(wallet.signed[0]).toContain(`Ethereum account:\n${wallet.address}\n`)
    expect(await code(page).count()).toBe(0)
    const added = page.waitForResponse('**/cart/add.js')
    await page.locator('button[name="add"]').click()
    await added
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await page.locator('[data-total]').first().innerText()).toContain('96.00')
    // The session served that login, and the browser keeps nothing of it.
    await expect.poll(() => wallet.ended).toEqual([wallet.readTopic()])
    const kept = await page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => `${name}`),
    ])
    expect(kept.filter((name) => /wc@|walletconnect/i.test(name))).toEqual([])
  })

  test('behavior: a wallet that answers on another chain', async () => {
    const wallet = await openWallet({ chain: 10 })
    const { page } = await openJacket(await openDesk())
    await wallet.client.pair({ uri: await chooseWalletConnect(page) })
    await state(page, 'unlocked')
    expect(wallet.signed[0]).toContain('\nChain ID: 1\n')
  })

  test('behavior: on a phone, a link opens the wallet’s app', async () => {
    const wallet = await openWallet()
    const { page } = await openJacket(await openPhone())
    const uri = await chooseWalletConnect(page)
    const link = code(page).getByRole('link', { name: 'Open your wallet app' })
    expect(await link.getAttribute('href')).toBe(uri)
    expect(await code(page).getByRole('img').isVisible()).toBe(false)
    await wallet.client.pair({ uri })
    await state(page, 'unlocked')
  })

  test('behavior: the shopper closes the code, and a wallet that answers later is told', async () => {
    const wallet = await openWallet()
    const { page } = await openJacket(await openDesk())
    const uri = await chooseWalletConnect(page)
    await code(page).getByRole('button', { name: 'Close' }).click()
    await state(page, 'locked')
    expect(await page.locator('palisade-gate').innerText()).toContain('No problem')
    await wallet.client.pair({ uri })
    await expect.poll(() => wallet.ended.length, { timeout: 20_000 }).toBe(1)
    expect(wallet.signed).toEqual([])
  })

  test('behavior: a wallet that ends the session is named, and the next code works', async () => {
    const gone = await openWallet({ signs: 'waits' })
    const { page } = await openJacket(await openDesk())
    await gone.client.pair({ uri: await chooseWalletConnect(page) })
    await expect.poll(() => gone.signed.length, { timeout: 20_000 }).toBe(1)
    await gone.client.disconnect({
      topic: gone.readTopic(),
      reason: { code: 6000, message: 'User disconnected.' },
    })
    await state(page, 'failed')
    expect(await page.locator('palisade-gate').innerText()).toContain(
      'Your wallet didn’t answer as expected.',
    )
    await page.getByRole('button', { name: 'Try again' }).click()
    const again = await openWallet()
    const uri = await code(page).getByRole('textbox', { name: 'WalletConnect' }).inputValue()
    await again.client.pair({ uri })
    await state(page, 'unlocked')
  })

  test('behavior: an account that changes half-way is named', async () => {
    const wallet = await openWallet({ signs: 'waits' })
    const { page } = await openJacket(await openDesk())
    await wallet.client.pair({ uri: await chooseWalletConnect(page) })
    await expect.poll(() => wallet.signed.length, { timeout: 20_000 }).toBe(1)
    const data = [`eip155:1:0x${'ab'.repeat(20)}`]
    await wallet.client.emit({
      ...{ topic: wallet.readTopic(), chainId: 'eip155:1', event: { name: 'accountsChanged', data } },
    })
    await state(page, 'failed')
    expect(await page.locator('palisade-gate').innerText()).toContain('switched to another account')
  })

  test.each([
    ['to connect', { approves: false }],
    ['to sign', { signs: 'rejects' }],
  ] as const)('refuses: a wallet whose owner declines %s', async (_what, how) => {
    const wallet = await openWallet(how)
    const { page } = await openJacket(await openDesk())
    await wallet.client.pair({ uri: await chooseWalletConnect(page) })
    await page.getByText('No problem. Connect whenever you like.').first().waitFor()
    expect(await code(page).count()).toBe(0)
  })

  test('behavior: without a project id, the page has nothing of WalletConnect', async () => {
    await setProject('')
    onTestFinished(() => setProject(projectId))
    const { page, scripts, hosts } = await openJacket(await openDesk())
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await page.getByRole('button', { name: 'WalletConnect' }).count()).toBe(0)
    expect([scripts, [...hosts]]).toEqual([[], []])
  })
})
