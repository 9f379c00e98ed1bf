import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers, holder, openBlock, waitFor } from './page/openBlock.ts'

/* Wallets with events, and such that connect and sign at once: slow ones, and owners who change their mind. */
const other = `0xCD${'ef'.repeat(18)}12`
const message =
  'shop.example wants you to sign in with your [family] account:\n[address]\nChain ID: [chain]\nNonce: n1'
const input = {
  domain: 'shop.example',
  statement: 'Free.',
  uri: 'https://shop.example',
  version: '1',
  nonce: 'n1',
}
const nonce = () => ({ body: { nonce: 'n1', message, input } })

type Beacon = {
  /** What `wallet_connect` does; default: it is unknown. */
  readonly one?: 'signs' | 'rejects' | 'breaks' | 'connects'
  readonly delayMs?: number
  /** Whether it signs when it is told to. */
  readonly waits?: boolean
}

// As text, because a compiled function would call helpers that the page does not have.
const script = (beacon: Beacon) =>
  `(${`(beacon, first) => {
  const asked = (window.asked = [])
  const listeners = []
  let account = first
  window.beacon = {
    show: (address) => {
      account = address
      for (const [event, listener] of listeners) if (event === 'accountsChanged') listener(address ? [address] : [])
    },
    emit: (name, value) => {
      for (const [event, listener] of listeners) if (event === name) listener(value)
    },
  }
  const fail = (code, text) => Promise.reject(Object.assign(new Error(text), { code }))
  const sign = () => '0x' + '11'.repeat(65)
  const request = async ({ method, params }) => {
    asked.push(method)
    if (method === 'eth_chainId') return '0x89'
    if (beacon.delayMs) await new Promise((resolve) => setTimeout(resolve, beacon.delayMs))
    if (method === 'wallet_connect') {
      if (beacon.one === 'rejects') return fail(4001, 'User rejected the request.')
      if (beacon.one === 'breaks') return fail(-32603, 'Internal error')
      const { nonce, chainId } = params[0].capabilities.signInWithEthereum
      const signed = { message: 'shop.example wants you to sign in ' + nonce + chainId, signature: sign() }
      const capabilities = beacon.one === 'signs' ? { signInWithEthereum: signed } : {}
      if (beacon.one) return { accounts: [{ address: account, capabilities }] }
    }
    if (method === 'eth_requestAccounts') return [account]
    if (method === 'personal_sign') return beacon.waits ? new Promise(() => {}) : sign()
    return fail(4200, 'Unsupported method')
  }
  const on = (...listener) => void listeners.push(listener)
  const info = { uuid: 'beacon', name: 'Beacon', icon: 'data:image/svg+xml,', rdns: 'test.beacon' }
  const announce = () =>
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request, on } } }))
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}`})(${JSON.stringify(beacon)}, '${holder}')`

async function openBeacon(beacon: Beacon = {}) {
  const opened = await openBlock({ script: script(beacon), nonce })
  return { ...opened, asked: () => opened.page.evaluate('window.asked') }
}
async function choose(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Beacon' }).click()
}
const show = (page: Page, address: string | null) =>
  page.evaluate(`window.beacon.show(${JSON.stringify(address)})`)
const card = (page: Page, name: string) => page.locator(`.palisade-panel[data-for=${name}]`)

describe('the nonce', () => {
  test('default: it is requested when the list opens, before a wallet is chosen, and by nobody who does nothing', async () => {
    const { page, calls } = await openBeacon()
    await page.getByRole('heading', { name: 'Varsity Jacket' }).hover()
    await page.mouse.move(600, 400)
    expect(calls).toEqual([])
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await expect
      .poll(() => calls.map(({ verb, body }) => [verb, body]))
      .toEqual([['nonce', { key: expect.any(Object) }]])
    expect(await page.evaluate('window.asked')).toEqual([])
    await page.getByRole('button', { name: 'Beacon' }).click()
    await waitFor(page, 'unlocked')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock'])
    expect(calls[1]?.body).toMatchObject({ nonce: 'n1', chain: 'ethereum', walletAddress: holder })
  })

  test('behavior: one that is older than 90 seconds is requested again', async () => {
    const { page, calls } = await openBeacon()
    await page.clock.install()
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await expect.poll(() => calls.length).toBe(1)
    await page.clock.fastForward(89_000)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    expect(calls.length).toBe(1)
    await page.clock.fastForward(2_000)
    await page.getByRole('button', { name: 'Beacon' }).click()
    await waitFor(page, 'unlocked')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'nonce', 'unlock'])
  })

  test('behavior: a shop that did not answer then is asked for the wallet’s own text', async () => {
    let isFirst = true
    const { page, calls } = await openBlock({
      script: script({}),
      nonce: () => {
        const wasFirst = isFirst
        isFirst = false
        return wasFirst ? { status: 503, body: {} } : answers.nonce
      },
    })
    await choose(page)
    await waitFor(page, 'unlocked')
    expect(calls.map(({ verb, body }) => [verb, body.walletAddress])).toEqual([
      ['nonce', undefined],
      ['nonce', holder],
      ['unlock', holder],
    ])
  })
})

describe('a wallet that connects and signs in one prompt', () => {
  test.each([50, 300, 1500])('default: it is asked once, also if it takes %s ms', async (delayMs) => {
    const { page, calls, asked } = await openBeacon({ one: 'signs', delayMs })
    await choose(page)
    await waitFor(page, 'unlocked')
    expect(await asked()).toEqual(['eth_chainId', 'wallet_connect'])
    const { signedMessage, chain } = calls.at(-1)?.body ?? {}
    expect(chain).toBe('ethereum')
    const text = Buffer.from(String(signedMessage), 'base64').toString()
    expect(text).toBe('shop.example wants you to sign in n10x1')
    expect(await page.evaluate('document.activeElement?.dataset.for')).toBe('unlocked')
  })

  test('behavior: one that only connects is not asked to connect again', async () => {
    const { page, asked } = await openBeacon({ one: 'connects' })
    await choose(page)
    await waitFor(page, 'unlocked')
    expect(await asked()).toEqual(['eth_chainId', 'wallet_connect', 'eth_chainId', 'personal_sign'])
  })

  test.each([50, 300, 1500])(
    'behavior: one that claims it and fails after %s ms is asked as before',
    async (delayMs) => {
      const { page, asked } = await openBeacon({ one: 'breaks', delayMs })
      await choose(page)
      await waitFor(page, 'unlocked')
      expect(await asked()).toEqual([
        ...['eth_chainId', 'wallet_connect', 'eth_requestAccounts', 'eth_chainId', 'personal_sign'],
      ])
    },
  )

  test('refuses: after a rejection nothing else is asked, and the next press asks as before', async () => {
    const { page, asked } = await openBeacon({ one: 'rejects' })
    await choose(page)
    await page.getByText('No problem. Connect whenever you like.').first().waitFor()
    expect(await asked()).toEqual(['eth_chainId', 'wallet_connect'])
    await choose(page)
    await waitFor(page, 'unlocked')
    expect(((await asked()) as string[]).slice(2)).not.toContain('wallet_connect')
  })
})

describe('a wallet that shows another account', () => {
  test('default: while it is asked to sign, the card says so, and Try again asks for that one', async () => {
    const { page, calls } = await openBeacon({ waits: true })
    await choose(page)
    await waitFor(page, 'signing')
    await show(page, other)
    await waitFor(page, 'failed')
    expect(await card(page, 'failed').innerText()).toContain('Your wallet switched to another account.')
    expect(calls.map((call) => call.verb)).toEqual(['nonce'])
    await page.getByRole('button', { name: 'Try again' }).click()
    await waitFor(page, 'signing')
    expect(await page.locator('palisade-gate').getAttribute('data-state')).toBe('signing')
    // The pointer on the button has requested the next nonce.
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'nonce'])
  })

  test('behavior: once it is open it stays open, says what the wallet shows, and adds it at one press', async () => {
    const { page, calls } = await openBeacon()
    await choose(page)
    await waitFor(page, 'unlocked')
    await show(page, other)
    await expect
      .poll(() => card(page, 'unlocked').innerText())
      .toContain('Your wallet now shows 0xCD…\u206012. Add it?')
    expect(await page.locator('[data-ref=status]').textContent()).toContain('Add it?')
    await page.getByRole('button', { name: 'Add another wallet' }).click()
    await expect.poll(() => calls.filter((call) => call.verb === 'unlock').length).toBe(2)
    await waitFor(page, 'unlocked')
    expect(calls.at(-1)?.body).toMatchObject({ walletAddress: other, session: 'visit1' })
    expect(await card(page, 'unlocked').innerText()).not.toContain('Add it?')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('behavior: one that disconnects, by either event, leaves open what is open', async () => {
    for (const leave of ['window.beacon.show(null)', "window.beacon.emit('disconnect', { code: 4900 })"]) {
      const { page, calls } = await openBeacon()
      await choose(page)
      await waitFor(page, 'unlocked')
      await page.evaluate(leave)
      const words = () => card(page, 'unlocked').innerText()
      await expect.poll(words).toContain('Your wallet has disconnected. This stays unlocked.')
      expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock'])
    }
  })

  test('behavior: its chain may change at any time', async () => {
    const { page, calls } = await openBeacon({ delayMs: 1500 })
    await choose(page)
    await waitFor(page, 'connecting')
    await page.evaluate("window.beacon.emit('chainChanged', '0x1')")
    await waitFor(page, 'signing')
    await page.evaluate("window.beacon.emit('chainChanged', '0xa')")
    await waitFor(page, 'unlocked')
    await page.evaluate("window.beacon.emit('chainChanged', '0x1')")
    expect(await card(page, 'unlocked').innerText()).not.toContain('Your wallet')
    expect(calls.map((call) => call.verb)).toEqual(['nonce', 'unlock'])
  })
})
