import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { SignClient } from '@walletconnect/sign-client'
import type { BrowserContext, Page } from 'playwright-core'
import { type Hex, hexToString } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { createMemory } from '../../extensions/gate-block/src/walletConnect/createMemory.ts'
import { MUG } from '../standin/bigcommerce/seedStore.ts'
import { installStore } from '../standin/demo/openStoreSession.ts'
import { type Merchant, requestAdmin } from '../standin/demo/requestAdmin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'
import { startRelay } from '../standin/walletConnect/startRelay.ts'
import { listViolations } from './checkCard.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { openDesk, openPhone, openWalletBrowser, readAppLink } from './openPhone.ts'
import { putWallets } from './putWallets.ts'

/* What a shopper of a BigCommerce store can do at the card: other ways than a wallet in this browser, and what it gives. */
let demo: RunningDemo
let merchant: Merchant
beforeAll(async () => {
  demo = await startOwnDemo()
  merchant = { ...demo.merchant, myshopifyDomain: 'northwind', session: await installStore(origin()) }
})
afterAll(() => demo?.close())

const store = () => demo.facts.bigCommerce
const origin = () => `${store()?.storefront}`
const holder = () => demo.facts.chains.ethereum.wallets.holder.privateKey

const card = (page: Page) => page.locator('palisade-gate')

/** Look at the card as it is: with axe, and as a picture if a folder for it is named. */
async function shoot(page: Page, name: string): Promise<void> {
  expect(await listViolations(page)).toEqual([])
  const folder = process.env.STORE_SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `card-${name}.png`) })
}

/** Buy what is in the cart; answers the order's number. */
async function buy(page: Page): Promise<number> {
  await page.locator('#form-action-addToCart').click()
  await page.waitForURL(/cart/)
  // The cart's page shows the price as soon as it has the code.
  await page.locator('[data-discount]', { hasText: '-$24.00' }).waitFor()
  await page.goto(`${origin()}/checkout`)
  await page.getByLabel('E-mail').fill('jo@example.com')
  await page.locator('#checkout-payment-continue').click()
  await page.getByText('Your order number is').waitFor()
  return Number(new URL(page.url()).pathname.split('/').at(-1))
}

async function findOrder(id: number): Promise<{ staffNotes: string; statusId: number } | undefined> {
  const { orders } = (await (await fetch(`${origin()}/standin`)).json()) as {
    orders: { id: number; staffNotes: string; statusId: number }[]
  }
  return orders.find((order) => order.id === id)
}

describe('a shopper whose wallet is an app', () => {
  test('default: on a phone, each app’s link opens the same page, where the wallet unlocks the offer', async () => {
    const phone = await openPhone()
    const page = await phone.newPage()
    await page.goto(`${origin()}/harbour-jacket/`)
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByText('Open this page in your wallet app:').waitFor()
    const links = await card(page)
      .locator('a.palisade-wallet')
      .evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute('href')]))
    expect(links.map(([name]) => name)).toEqual([
      ...['MetaMask', 'Base (Coinbase)', 'Trust Wallet', 'Rainbow', 'Phantom', 'Backpack'],
    ])
    const pages = links.map(([, href]) => readAppLink(`${href}`))
    expect([...new Set(pages)]).toEqual([`${origin()}/harbour-jacket/`])
    expect(await card(page).getByRole('img').count()).toBe(0)
    await shoot(page, 'phone-apps')
    const { person } = await openWalletBrowser({ name: 'Lantern', privateKey: holder() })
    const inside = await person.newPage()
    await inside.goto(`${pages[0]}`)
    await card(inside).getByRole('button', { name: 'Connect wallet' }).click()
    await card(inside).getByRole('button', { name: 'Lantern' }).click()
    await card(inside).getByText('Unlocked: 20% off').waitFor()
    await shoot(inside, 'phone-unlocked')
  })

  test('behavior: on a desk, a code leads a phone to the page, and the address can be copied', async () => {
    const desk = await openDesk()
    const page = await desk.newPage()
    await page.goto(`${origin()}/harbour-jacket/`)
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    const code = card(page).getByRole('img', { name: 'QR code: this page’s link' })
    await code.waitFor()
    await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth > 0)).toBe(true)
    expect(await card(page).getByRole('textbox', { name: 'Link to this page' }).inputValue()).toBe(
      `${origin()}/harbour-jacket/`,
    )
    await shoot(page, 'desk-code')
    await card(page).getByRole('button', { name: 'Close' }).click()
    expect(await card(page).getByRole('button', { name: 'Connect wallet' }).isVisible()).toBe(true)
  })

  test('behavior: WalletConnect, where the theme names a project', async () => {
    const relay = await startRelay()
    onTestFinished(() => relay.close())
    const desk = await openDesk()
    await leadToRelay(desk, relay.url)
    const page = await desk.newPage()
    await page.goto(`${origin()}/harbour-jacket/`)
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByRole('button', { name: 'WalletConnect' }).click()
    const dialog = page.getByRole('dialog', { name: 'WalletConnect' })
    const uri = await dialog.getByRole('textbox', { name: 'WalletConnect' }).inputValue()
    expect(uri).toMatch(/^wc:[0-9a-f]{64}@2\?/)
    await shoot(page, 'walletconnect')
    await pairWallet({ uri, relayUrl: relay.url })
    await card(page).getByText('Unlocked: 20% off').waitFor()
    expect(await dialog.count()).toBe(0)
  })
})

const PROJECT = '0123456789abcdef0123456789abcdef'

/** The code of the document: the tag of a project, and the elements of a headless page. */
function readBlocks(): string[] {
  const text = readFileSync('docs/bigcommerce.md', 'utf8')
  return [...text.matchAll(/```html\n([\s\S]+?)```/g)].map(([, code = '']) => code)
}

/** Name a project in the head of the store's pages, and lead their connection to the relay to ours. */
async function leadToRelay(person: BrowserContext, url: string): Promise<void> {
  const [tag = ''] = readBlocks()
  expect(tag).toContain(PROJECT)
  // Into the head as soon as there is one, before the store's script looks for it.
  await person.addInitScript(`new MutationObserver((_, observer) => {
    if (!document.head) return
    observer.disconnect()
    document.head.insertAdjacentHTML('afterbegin', ${JSON.stringify(tag)})
  }).observe(document, { childList: true, subtree: true })`)
  await person.routeWebSocket(/^wss:\/\/relay\.walletconnect\.org/, (inPage) => {
    const upstream = new WebSocket(url)
    const opened = new Promise((resolve) => upstream.once('open', resolve))
    inPage.onMessage((message) => void opened.then(() => upstream.send(message)))
    upstream.on('message', (message) => inPage.send(String(message)))
    inPage.onClose(() => upstream.close())
    upstream.on('error', () => {})
  })
}

/** A wallet's app with WalletConnect's own client: it approves, and signs what it is asked to. */
async function pairWallet({ uri, relayUrl }: { uri: string; relayUrl: string }): Promise<void> {
  const account = privateKeyToAccount(holder())
  const client = await SignClient.init({
    ...{ projectId: PROJECT, relayUrl, storage: createMemory(), logger: 'silent', telemetryEnabled: false },
    metadata: { name: 'Lantern', description: 'A wallet', url: 'https://lantern.example', icons: [] },
  })
  onTestFinished(() => client.core.relayer.transportClose())
  client.on('session_proposal', async ({ id }) => {
    const chains = ['eip155:1']
    const accounts = [`eip155:1:${account.address}`]
    const events = ['accountsChanged', 'chainChanged']
    const eip155 = { chains, accounts, methods: ['personal_sign'], events }
    await client.approve({ id, namespaces: { eip155 } })
  })
  client.on('session_request', async ({ id, topic, params }) => {
    const [raw] = params.request.params as [Hex]
    expect(hexToString(raw)).toContain(account.address)
    const result = await account.signMessage({ message: { raw } })
    await client.respond({ topic, response: { id, jsonrpc: '2.0', result } })
  })
  await client.pair({ uri })
}

describe('a headless page of the store', () => {
  test('default: the document’s two elements show the card, which unlocks the offer and shows the code', async () => {
    const [, elements = ''] = readBlocks()
    const address = 'https://palisade.example.com/palisade-store.js?store=abc123'
    expect(elements).toContain(address)
    expect(elements).toContain('data-palisade-product="111"')
    const own = elements.replace(address, `${demo.app.origin}/palisade-store.js?store=northwind`)
    const shopper = await openPerson({ width: 1000, height: 900 })
    await putWallets(shopper, [{ name: 'Holder', color: '#0a7', privateKey: holder() }])
    // A page of the store's own address, which another server answers.
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(`<!doctype html><html lang="de"><body>${own}</body></html>`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    await shopper.route(`${origin()}/headless`, (route) =>
      route.continue({ url: `http://127.0.0.1:${port}/headless` }),
    )
    const page = await shopper.newPage()
    await page.goto(`${origin()}/headless`)
    await card(page).getByRole('button', { name: 'Wallet verbinden' }).click()
    await card(page).getByRole('button', { name: 'Holder', exact: true }).click()
    await card(page).getByText('PAL-').waitFor()
    await shoot(page, 'headless')
  })
})

describe('a one-time pass', () => {
  test('default: its link opens the gate without a wallet, for one order', async () => {
    const number = store()?.gate.id
    const made = await requestAdmin(merchant, {
      path: `/app/gates/${number}/passes.data`,
      body: { draftId: crypto.randomUUID(), wallet: '', units: '1', hours: '24', note: 'By phone' },
    })
    expect(made.status).toBe(200)
    const passes = await (await requestAdmin(merchant, { path: `/app/gates/${number}/passes.data` })).text()
    const [, fragment = ''] = /harbour-jacket\/(#palisade-pass=[\w.-]+)/.exec(passes) ?? []
    expect(fragment).not.toBe('')
    const shopper = await openDesk()
    const page = await shopper.newPage()
    await page.goto(`${origin()}/harbour-jacket/${fragment}`)
    await card(page).getByText('Unlocked: 20% off').waitFor()
    expect(page.url()).toBe(`${origin()}/harbour-jacket/`)
    expect(await card(page).locator('code').innerText()).toMatch(/^PAL-/)
    await shoot(page, 'pass')
    const order = await buy(page)
    await expect
      .poll(async () => (await findOrder(order))?.staffNotes, { timeout: 20_000 })
      .toContain('token-gate')
    expect((await findOrder(order))?.statusId).not.toBe(12)
    // The order's page names the pass.
    const view = await (await requestAdmin(merchant, { path: `/app/orders/${order}.data` })).text()
    expect(view).toContain('By phone')
    const other = await openDesk()
    const second = await other.newPage()
    await second.goto(`${origin()}/harbour-jacket/${fragment}`)
    await card(second).getByText('Already used or reserved').waitFor()
    await shoot(second, 'pass-over')
  })
})

describe('a wallet in this browser', () => {
  test('behavior: it is offered even if it comes late, and a refusal leaves the card as it was', async () => {
    const shopper = await openPerson({ width: 1000, height: 900 })
    await putWallets(shopper, [
      { name: 'Wary', color: '#a33', privateKey: holder(), connects: 'rejects' },
      { name: 'Holder', color: '#0a7', privateKey: holder() },
    ])
    const page = await shopper.newPage()
    await page.goto(`${origin()}/harbour-jacket/`)
    await card(page).getByRole('button', { name: 'Connect wallet' }).focus()
    await page.keyboard.press('Enter')
    // The keyboard is in the card, whose words are read.
    expect(await page.evaluate(() => document.activeElement?.closest('palisade-gate') !== null)).toBe(true)
    await card(page).getByRole('button', { name: 'Wary' }).click()
    await card(page).getByText('No problem. Connect whenever you like.').waitFor()
    expect(await card(page).getByRole('button', { name: 'Connect wallet' }).isVisible()).toBe(true)
  })

  test('behavior: where several tokens count, the shopper chooses the one that is used up', async () => {
    const { erc721 } = demo.facts.chains.ethereum.contracts
    const owls = { kind: 'erc721', chain: 'ethereum', contract: erc721 }
    await submitGate({
      merchant,
      productId: MUG.product,
      form: {
        name: 'Each pass once',
        root: { kind: 'all', of: [{ ...owls, minimum: '1', tokenIds: '7, 1180, 4021' }] },
        limits: { perWallet: '', perToken: '1', total: '' },
        reaction: { value: '15' },
      },
    })
    const shopper = await openPerson({ width: 1000, height: 1000 })
    await putWallets(shopper, [{ name: 'Holder', color: '#0a7', privateKey: holder() }])
    const page = await shopper.newPage()
    await page.goto(`${origin()}/enamel-mug/`)
    await card(page).getByRole('button', { name: 'Connect wallet' }).click()
    await card(page).getByRole('button', { name: 'Holder', exact: true }).click()
    await card(page).getByText('Unlocked: 15% off').waitFor()
    await card(page).getByText('Choose which token is used').click()
    const tokens = card(page).locator('details button')
    await expect.poll(() => tokens.count()).toBeGreaterThan(1)
    const chosen = card(page).locator('details button[aria-pressed="true"]')
    const before = await chosen.getAttribute('value')
    const free = card(page).locator('details button[aria-disabled="false"]').first()
    const wanted = await free.getAttribute('value')
    expect(wanted).not.toBe(before)
    await free.click()
    await expect.poll(() => chosen.getAttribute('value')).toBe(wanted)
    await shoot(page, 'tokens')
  })
})
