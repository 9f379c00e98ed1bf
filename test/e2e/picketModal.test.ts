import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../standin/browser/openBrowser.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import vectors from '../vectors/picketMessages.json'
import { openDemo } from './openDemo.ts'
import { openPicketSite, type PicketSite } from './openPicketSite.ts'
import { openVisitor, type Visitor } from './openVisitor.ts'

/*
 * The official browser client and its modal, picket-js 0.0.92 as it was published, in Chromium on a site of its own,
 * through every method against the running demo.
 */
let demo: RunningDemo
let site: PicketSite
let browser: Browser
beforeAll(async () => {
  demo = await openDemo()
  site = await openPicketSite()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await demo?.close()
})

const wallets = () => demo.facts.chains.ethereum.wallets
const coin = () => demo.facts.chains.ethereum.contracts.erc20
const user = () => ({
  chain: 'ethereum',
  walletAddress: wallets().holder.address,
  displayAddress: wallets().holder.address,
  tokenBalances: {},
})
type Who = { who?: 'holder' | 'outsider'; key?: string; url?: string; api?: string } & Partial<
  Pick<Parameters<typeof openVisitor>[0], 'beforeSigning'>
>
type Visit = Visitor & {
  /** Call a method of the client; answers what it resolves or rejects with. */
  readonly call: (method: string, ...args: unknown[]) => Promise<Outcome>
  /** The same, and a click on the wallet in the modal meanwhile. */
  readonly callAndConnect: (method: string, ...args: unknown[]) => Promise<Outcome>
}
type Outcome = { readonly value?: unknown; readonly error?: unknown }

async function visit({
  who = 'holder',
  key = demo.facts.keys.publishable,
  url = site.origin,
  api = demo.facts.api,
  ...more
}: Who = {}): Promise<Visit> {
  const visitor = await openVisitor({ browser, url, privateKey: wallets()[who].privateKey, ...more })
  await construct(visitor.page, key, api)
  const begin = (method: string, args: unknown[]) => start(visitor.page, method, args)
  return {
    ...visitor,
    call: async (method, ...args) => {
      await begin(method, args)
      return finish(visitor.page)
    },
    callAndConnect: async (method, ...args) => {
      await begin(method, args)
      await pressWallet(visitor.page)
      return finish(visitor.page)
    },
  }
}
const construct = (page: Page, key: string, api: string) =>
  page.evaluate(`new window.Picket(${JSON.stringify(key)}, { baseURL: ${JSON.stringify(api)} })`)
/** Texts, for the same reason as in openVisitor.ts. */
const start = (page: Page, method: string, args: readonly unknown[]) =>
  page.evaluate(
    `void (window.outcome = Promise.resolve().then(() => window.picket.${method}(...${JSON.stringify(args)})).then((value) => ({ value: JSON.parse(JSON.stringify(value ?? null, (key, inner) => (key === 'provider' ? typeof inner : inner))) }), (error) => ({ error: error instanceof Error ? String(error) : error })))`,
  )
const finish = (page: Page) => page.evaluate('window.outcome') as Promise<Outcome>
const pressWallet = (page: Page) =>
  page.locator('#_picketWallets').getByRole('button', { name: 'MetaMask' }).click()
const modal = (page: Page) => page.locator('#_picket_connect_modal')
const seen = (page: Page, text: string) => modal(page).getByText(text).waitFor()

describe('the modal', () => {
  test('default: login, not gated', async () => {
    const { page, calls, signed, callAndConnect } = await visit()
    expect(await callAndConnect('login')).toEqual({
      value: { accessToken: expect.any(String), user: user() },
    })
    await seen(page, 'Welcome 0x840...458')
    await seen(page, 'You have successfully authenticated with MetaMask')
    expect(calls).toEqual(['GET /chains/ethereum', 'POST /auth/nonce', 'POST /auth'])
    expect(signed[0]).toContain(
      `${new URL(site.origin).host} wants you to sign in with your Ethereum account:\n${wallets().holder.address}`,
    )
  })

  test('behavior: login, gated, for who holds the tokens', async () => {
    const { page, callAndConnect } = await visit()
    const { value } = await callAndConnect('login', { contractAddress: coin(), minTokenBalance: 100 })
    expect(value).toMatchObject({
      user: { ...user(), tokenBalances: { contractAddress: { [coin()]: '250.5' } } },
    })
    await seen(page, 'Your wallet holds the necessary tokens')
  })

  test('behavior: login, gated, for who does not hold them', async () => {
    const { page, call } = await visit({ who: 'outsider' })
    void call('login', { contractAddress: coin(), minTokenBalance: 100 }).catch(() => {})
    await pressWallet(page)
    await seen(page, 'Almost There')
    expect(await modal(page).innerText()).toContain("doesn't hold the necessary tokens")
    await modal(page).getByRole('button', { name: 'Try Other Wallet' }).waitFor()
    await modal(page).getByRole('button').nth(1).click()
    expect(await finish(page)).toEqual({ error: 'Modal closed' })
  })

  test('behavior: connect, and then auth with what it gave', async () => {
    const { calls, call, callAndConnect } = await visit()
    const { value } = await callAndConnect('connect', {})
    expect(value).toEqual({
      walletAddress: wallets().holder.address,
      signature: expect.stringMatching(/^0x[0-9a-f]{130}$/),
      chain: 'ethereum',
      provider: 'object',
      context: expect.objectContaining({
        domain: new URL(site.origin).host,
        uri: site.origin,
        chainId: 1,
        chainType: 'ethereum',
      }),
    })
    expect(calls).toEqual(['GET /chains/ethereum', 'POST /auth/nonce'])
    expect(await call('auth', value)).toEqual({ value: { accessToken: expect.any(String), user: user() } })
  })

  test('behavior: a chain that is not the first', async () => {
    const { callAndConnect, signed } = await visit()
    const { value } = await callAndConnect('login', {
      chain: 'polygon',
      allowedWallets: [wallets().holder.address],
    })
    expect(value).toMatchObject({ user: { chain: 'polygon', walletAddress: wallets().holder.address } })
    expect(signed[0]).toContain('Chain ID: 137')
  })

  const mistakes: readonly (readonly [string, () => object, Who, string])[] = [
    [
      'a key of nobody',
      () => ({}),
      { key: `pk_${'0'.repeat(32)}` },
      "Invalid API key. Copy your project's publishable key",
    ],
    [
      'a contract that is no token',
      () => ({ contractAddress: wallets().outsider.address }),
      {},
      'is not an ERC20, ERC721, or ERC1155 token',
    ],
    [
      'a list without the wallet',
      () => ({ allowedWallets: [wallets().outsider.address] }),
      {},
      'is not on the allowed list of wallet addresses',
    ],
    [
      'a list that is none',
      () => ({ allowedWallets: wallets().holder.address }),
      {},
      'Incorrect parameter type for "allowedWallets"',
    ],
    [
      'tokens on a chain that is not read',
      () => ({ chain: 'optimism', contractAddress: coin() }),
      {},
      "Optimism doesn't support token gating yet",
    ],
    ['a chain of nobody', () => ({ chain: 'nowhere' }), {}, 'Unsupported chain: nowhere'],
  ]
  test.each(mistakes)('refuses: %s, in the words of the modal', async (_, request, who, words) => {
    const { page } = await visit(who)
    await start(page, 'login', [request()])
    if (!words.startsWith('Unsupported')) await pressWallet(page)
    await seen(page, words)
  })

  test('refuses: a signature that came too late', async () => {
    const { page, call } = await visit({
      beforeSigning: async (text, sign) => {
        const context = Object.fromEntries(
          [
            ['domain', /^(\S+) wants/],
            ['uri', /URI: (\S+)/],
            ['issuedAt', /Issued At: (\S+)/],
          ].map(([name, what]) => [name, (what as RegExp).exec(text)?.[1]]),
        )
        // The same login, from another place, a moment before.
        const answer = await fetch(`${demo.facts.api}/auth`, {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(demo.facts.keys.publishable)}` },
          body: JSON.stringify({ walletAddress: wallets().holder.address, signature: await sign(), context }),
        })
        expect(answer.status).toBe(200)
      },
    })
    void call('login').catch(() => {})
    await pressWallet(page)
    await seen(page, 'Signature expired. Please try again.')
  })

  test('refuses: who declines to sign', async () => {
    const { page, call } = await visit({
      beforeSigning: async () => {
        throw new Error('User rejected the request.')
      },
    })
    void call('login').catch(() => {})
    await pressWallet(page)
    await seen(page, 'The signature request was rejected.')
  })
})

describe('the client without its modal', () => {
  test('behavior: chains and chainInfo', async () => {
    const { call, page, calls } = await visit()
    const { value } = (await call('chains')) as { value: { chainSlug: string }[] }
    expect(value.map(({ chainSlug }) => chainSlug)).toEqual(
      expect.arrayContaining(['ethereum', 'polygon', 'avalanche']),
    )
    await page.reload()
    await construct(page, demo.facts.keys.publishable, demo.facts.api)
    for (const record of value) expect(await call('chainInfo', record.chainSlug)).toEqual({ value: record })
    expect(await call('chainInfo', 'nowhere')).toEqual({
      error: expect.objectContaining({ msg: expect.any(String) }),
    })
    expect(calls).toContain('GET /chains')
  })

  test('behavior: nonce and auth, headless, and a second use of the signature', async () => {
    const { call, page } = await visit()
    const { value: nonce } = await call('nonce', {
      chain: 'ethereum',
      walletAddress: wallets().holder.address,
    })
    expect(nonce).toEqual({ nonce: expect.any(String), statement: expect.any(String), format: 'siwe' })
    const context = {
      domain: new URL(site.origin).host,
      uri: site.origin,
      chainId: 1,
      chainType: 'ethereum',
      issuedAt: new Date().toISOString(),
    }
    const parts = { ...(nonce as object), walletAddress: wallets().holder.address, ...context }
    const signature = await page.evaluate(
      `window.signWithWallet('0x' + Array.from(new TextEncoder().encode(window.Picket.createSigningMessage(${JSON.stringify(parts)})), (byte) => byte.toString(16).padStart(2, '0')).join(''))`,
    )
    const request = { chain: 'ethereum', walletAddress: wallets().holder.address, signature, context }
    expect(await call('auth', request)).toEqual({ value: { accessToken: expect.any(String), user: user() } })
    expect(await call('auth', request)).toEqual({
      error: {
        msg: expect.stringContaining('invalid signature'),
        code: 'parameter_invalid',
        error: 'ERR_NONCE_UNKNOWN',
      },
    })
    expect(await call('login', request)).toMatchObject({ error: { error: 'ERR_NONCE_UNKNOWN' } })
  })

  test('behavior: a session: validate, authz, authorized or not, reload, logout', async () => {
    const { call, callAndConnect, page, calls } = await visit()
    expect(await call('authState')).toEqual({ value: null })
    const { value } = await callAndConnect('login')
    const { accessToken } = value as { accessToken: string }
    const coins = { contractAddress: coin(), minTokenBalance: 100 }
    const tooMany = { contractAddress: coin(), minTokenBalance: 1000 }
    expect(await call('validate', accessToken)).toMatchObject({
      value: { ...user(), aud: expect.any(String), exp: expect.any(Number) },
    })
    expect(await call('validate', accessToken, coins)).toMatchObject({
      error: { error: 'ERR_REQUIREMENT_UNMET' },
    })
    expect(await call('isCurrentUserAuthorized', { requirements: tooMany })).toEqual({ value: false })
    expect(await call('isCurrentUserAuthorized', { requirements: coins })).toEqual({ value: true })
    const asked = calls.length
    expect(await call('isCurrentUserAuthorized', { requirements: coins })).toEqual({ value: true })
    expect(calls).toHaveLength(asked)
    expect(await call('isCurrentUserAuthorized', { requirements: coins, revalidate: true })).toEqual({
      value: true,
    })
    const authz = await call('authz', { accessToken, requirements: coins })
    expect(authz).toMatchObject({
      value: { user: { tokenBalances: { contractAddress: { [coin()]: '250.5' } } } },
    })
    await page.reload()
    await construct(page, demo.facts.keys.publishable, demo.facts.api)
    expect(await call('authState')).toEqual(authz)
    expect(calls.at(-1)).toBe('POST /auth/validate')
    await call('logout')
    expect(await call('authState')).toEqual({ value: null })
  })

  test('behavior: a token that was tampered with ends the session', async () => {
    const { call, callAndConnect, page } = await visit()
    await callAndConnect('login')
    await page.evaluate(
      `localStorage._picketauth = localStorage._picketauth.replace(/\\.[\\w-]+"/, '.AAAA"')`,
    )
    await page.reload()
    await construct(page, demo.facts.keys.publishable, demo.facts.api)
    expect(await call('authState')).toEqual({ value: null })
  })

  test('refuses: a site that the project does not allow, and lets it read why', async () => {
    const { call } = await visit({ url: site.origin.replace('localhost', '127.0.0.1') })
    expect(await call('chains')).toEqual({
      error: expect.objectContaining({ error: 'ERR_SITE_FORBIDDEN', code: 'permission_denied' }),
    })
  })

  test('behavior: it still writes the messages of our vectors', async () => {
    const { page } = await visit()
    const inputs = vectors.vectors.map(({ input }) => input)
    const messages = await page.evaluate(
      `${JSON.stringify(inputs)}.map((input) => window.Picket.createSigningMessage(input))`,
    )
    expect(messages).toEqual(vectors.vectors.map(({ message }) => message))
  })
})
