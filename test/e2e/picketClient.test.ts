import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../standin/browser/openBrowser.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import vectors from '../vectors/picketMessages.json'
import { openDemo } from './openDemo.ts'
import { openPicketSite, type PicketSite } from './openPicketSite.ts'
import { type OpenPicketVisitParameters, openPicketVisit } from './openPicketVisit.ts'

/*
 * picket-js 0.0.92 as it was published: what a site calls without its modal, or after it.
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
type Who = {
  readonly who?: 'holder' | 'outsider'
  readonly key?: string
  readonly url?: string
} & Pick<Partial<OpenPicketVisitParameters>, 'beforeSigning'>
const visit = ({ who = 'holder', ...more }: Who = {}) =>
  openPicketVisit({
    browser,
    url: site.origin,
    privateKey: wallets()[who].privateKey,
    key: demo.facts.keys.publishable,
    api: demo.facts.api,
    ...more,
  })

describe('the client without its modal', () => {
  test('behavior: chains and chainInfo', async () => {
    const { call, reload, calls } = await visit()
    const { value } = (await call('chains')) as { value: { chainSlug: string }[] }
    expect(value.map(({ chainSlug }) => chainSlug)).toEqual(
      expect.arrayContaining(['ethereum', 'polygon', 'avalanche']),
    )
    await reload()
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
    const { call, callAndConnect, reload, calls } = await visit()
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
    await reload()
    expect(await call('authState')).toEqual(authz)
    expect(calls.at(-1)).toBe('POST /auth/validate')
    await call('logout')
    expect(await call('authState')).toEqual({ value: null })
  })

  test('behavior: a token that was tampered with ends the session', async () => {
    const { call, callAndConnect, page, reload } = await visit()
    await callAndConnect('login')
    await page.evaluate(
      `localStorage._picketauth = localStorage._picketauth.replace(/\\.[\\w-]+"/, '.AAAA"')`,
    )
    await reload()
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
