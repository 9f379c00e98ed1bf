import type { Page, Route } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFlowKey } from '../../standin/flow/createFlowKey.ts'
import {
  bindFlowWallet,
  composeFlowWallet,
  type PutFlowWalletParameters,
} from '../../standin/flow/putFlowWallet.ts'
import { startFlowPages } from '../../standin/flow/startFlowPages.ts'
import { openBlock, waitFor } from './page/openBlock.ts'
import { conditions, treeNeeds } from './page/treeNeeds.ts'

const address = '0x0b2a3299cc857e29'
const key = createFlowKey({ index: 3 })
const shots = { kind: 'flowNft', chain: 'flow', contract: 'A.0b2a3299cc857e29.TopShot', minimum: '2' }
const flow = { ...shots, label: { name: 'Top Shot', symbol: '' } }
const message = 'shop wants you to sign in with your [family] account:\n[address]\nChain ID: [chain]'

/** Open a card with the extension of a wallet for Flow, and with FCL. */
async function open(how: Partial<PutFlowWalletParameters> = {}, of: object[] = [flow]) {
  const wallet = { address, keys: [key], ...how }
  const { page, calls } = await openBlock({
    gates: [{ number: 4, conditions: [], needs: treeNeeds({ kind: 'any', of }) }],
    script: composeFlowWallet(wallet),
    nonce: () => ({ body: { nonce: 'n1', message } }),
  })
  return { page, calls, ...(await bindFlowWallet(page.context(), wallet)) }
}
const list = async (page: Page) => {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.locator('[data-ref=wallets] li').first().waitFor()
  return page.locator('[data-ref=wallets] button').allInnerTexts()
}
const choose = (page: Page) => page.locator('[data-ref=wallets] [data-id^=flow] button').click()

/** A server that is not done names the same address again. */
const readUpdates = (route: Route) => ({ method: 'HTTP/POST', endpoint: route.request().url() })

describe('a wallet for Flow in the block', () => {
  test('default: it signs the server’s text, filled in for its account, once', async () => {
    const { page, calls, signed, asked } = await open()
    expect(await list(page)).toEqual(['Flow Wallet'])
    await choose(page)
    await waitFor(page, 'unlocked')
    expect(calls.map(({ verb }) => verb)).toEqual(['nonce', 'unlock'])
    expect(signed).toEqual([
      `shop wants you to sign in with your Flow account:\n${address}\nChain ID: mainnet`,
    ])
    expect(calls[1]?.body).toMatchObject({ nonce: 'n1', chain: 'flow', walletAddress: address })
    expect(JSON.parse(String(calls[1]?.body.signature))).toMatchObject([
      { addr: address, keyId: 3, signature: expect.stringMatching(/^[0-9a-f]{128}$/) },
    ])
    expect(asked).toEqual(['authn', 'user-signature'].map((type) => ({ type, network: 'mainnet' })))
  })

  test('behavior: beside Ethereum and Solana each row names its chain', async () => {
    const { page } = await open({}, [flow, conditions.owls, conditions.foxes])
    expect(await list(page)).toEqual(expect.arrayContaining(['Lantern\nEthereum', 'Flow Wallet\nFlow']))
  })

  test('behavior: a name that is too long or not a text, and a service without an address, do no harm', async () => {
    const { page } = await open({ name: 'x'.repeat(100) })
    await page.evaluate(() => {
      const all = Reflect.get(window, 'fcl_extensions') as unknown[]
      const authn = { type: 'authn', method: 'EXT/RPC' }
      all.push(null, 7, authn, { ...authn, method: 'IFRAME/RPC', endpoint: 'https://b.example' })
      all.push({ ...authn, endpoint: 'ext:b', provider: { name: 5 } })
    })
    expect(await list(page)).toEqual(['x'.repeat(40), 'Browser wallet'])
  })

  test('behavior: the address counts in capitals and without its prefix', async () => {
    const { page, calls } = await open({ address: address.slice(2).toUpperCase() })
    await list(page)
    await choose(page)
    await waitFor(page, 'unlocked')
    expect(calls[1]?.body.walletAddress).toBe(address)
  })

  test.each([
    ['no address', ''],
    ['an address of another chain', `0x${'ab'.repeat(20)}`],
  ])('refuses: a wallet that names %s', async (_, wrong) => {
    const { page, calls } = await open({ address: wrong })
    await list(page)
    await choose(page)
    await waitFor(page, 'failed')
    expect(await page.locator('palisade-gate').innerText()).toContain(
      'Your wallet didn’t answer as expected.',
    )
    expect(calls.map(({ verb }) => verb)).not.toContain('unlock')
  })

  test.each(['rejects', 'closes'] as const)('refuses: a shopper whose wallet %s', async (connects) => {
    const { page, calls } = await open({ connects })
    await list(page)
    await choose(page)
    await page.getByText('No problem. Connect whenever you like.').first().waitFor()
    expect(calls.map(({ verb }) => verb)).not.toContain('unlock')
  })

  test('refuses: a client that cannot be loaded, and loads it at the next try', async () => {
    const { page } = await open()
    await page.route('**/palisade-flow-client.js', (route) => route.abort(), { times: 1 })
    await list(page)
    await choose(page)
    await waitFor(page, 'failed')
    expect(await page.locator('palisade-gate').innerText()).toContain(
      'We couldn’t load what your wallet needs.',
    )
    await page.getByRole('button', { name: 'Try again' }).click()
    await waitFor(page, 'unlocked')
  })

  test('behavior: a browser that opens one window at a press lets the wallet sign at the second', async () => {
    const pages = await startFlowPages({ address, key, method: 'POP/RPC' })
    onTestFinished(pages.close)
    const endpoint = pages.discovery.replace('discovery', 'authn')
    const { page } = await open({ leadsTo: { method: 'POP/RPC', endpoint } })
    // The browser of tests blocks no window.
    await page.evaluate(() => {
      const given = window.open
      let presses = 0
      addEventListener('click', () => (presses = 1), true)
      window.open = (...how) => (presses-- > 0 ? given(...how) : null)
    })
    await list(page)
    await choose(page)
    await waitFor(page, 'failed')
    expect(await page.locator('palisade-gate').innerText()).toContain('Your wallet is waiting for you.')
    expect(pages.signed).toEqual([])
    await page.getByRole('button', { name: 'Try again' }).click()
    await waitFor(page, 'unlocked')
    expect(pages.signed).toHaveLength(1)
  })

  test('behavior: the page of a wallet that was given up closes at the next try, and nobody asks its server any more', async () => {
    const { page } = await open({
      leadsTo: { method: 'HTTP/POST', endpoint: 'https://wallet.example/authn' },
    })
    let views = 0
    const polls: number[] = []
    await page.context().route('https://wallet.example/**', async (route) => {
      const { pathname, searchParams } = new URL(route.request().url())
      const isPost = route.request().method() === 'POST'
      if (isPost && pathname === '/poll') polls.push(Number(searchParams.get('view')))
      if (isPost && pathname === '/authn') views += 1
      const local = { f_vsn: '1.0.0', method: 'VIEW/POP', endpoint: 'https://wallet.example/view' }
      const updates = { method: 'HTTP/POST', endpoint: `https://wallet.example/poll?view=${views}` }
      const json = { f_vsn: '1.0.0', status: 'PENDING', local, updates }
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
      await (isPost || pathname !== '/view'
        ? route.fulfill({
            headers,
            json: pathname === '/poll' ? { ...json, updates: readUpdates(route) } : json,
          })
        : route.fulfill({ contentType: 'text/html', body: '' }))
    })
    for (const tries of [1, 2]) {
      await list(page)
      await choose(page)
      await expect.poll(() => polls.includes(tries)).toBe(true)
      await page.getByRole('button', { name: 'Cancel' }).first().click()
      await waitFor(page, 'locked')
    }
    await expect.poll(() => page.context().pages().length).toBe(2)
    const before = polls.length
    await expect.poll(() => polls.length).toBeGreaterThan(before + 3)
    expect(polls.slice(before + 1).includes(1)).toBe(false)
  })

  test('behavior: what other frames of the page send is not taken for the wallet’s word', async () => {
    const { page, calls } = await open({ delayMs: 1500 })
    await list(page)
    await page.evaluate((stranger) => {
      const frame = document.createElement('iframe')
      frame.sandbox.add('allow-scripts')
      const reply = {
        type: 'FCL:VIEW:RESPONSE',
        f_vsn: '1.0.0',
        status: 'APPROVED',
        data: { addr: stranger },
      }
      const all = [{ type: 'FCL:VIEW:READY' }, null, 7, reply, { type: 'FCL:VIEW:CLOSE' }]
      frame.srcdoc = `<script>setInterval(() => { for (const one of ${JSON.stringify(all)}) parent.postMessage(one, '*') }, 20)</script>`
      document.body.append(frame)
      // Scripts of a theme post such messages to themselves.
      setInterval(() => window.postMessage(null, '*'), 20)
    }, '0x1111111111111111')
    await choose(page)
    await waitFor(page, 'unlocked')
    expect(calls.at(-1)?.body.walletAddress).toBe(address)
  })

  test.each([
    ['IFRAME/RPC', 'javascript:void(parent.isShop=1)//'],
    ['POP/RPC', 'javascript:void(opener.isShop=1)//'],
    ['TAB/RPC', 'JavaScript:void(opener.isShop=1)//'],
    ['IFRAME/RPC', 'data:text/html,<h1>Your seed phrase</h1>'],
  ])('refuses: a wallet that leads on by %s to %s', async (method, endpoint) => {
    const { page, calls } = await open({ leadsTo: { method, endpoint } })
    await list(page)
    await choose(page)
    await waitFor(page, 'failed')
    expect(await page.evaluate(() => Reflect.get(window, 'isShop'))).toBe(undefined)
    expect(page.context().pages()).toHaveLength(1)
    expect(await page.locator('iframe').count()).toBe(0)
    expect(calls.map(({ verb }) => verb)).not.toContain('unlock')
  })
})
