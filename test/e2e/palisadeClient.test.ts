import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccessTokenPayload, AuthState, ChainInfo, PicketError } from '../../public/palisade.d.ts'
import { startSite } from '../client/page/startSite.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { type PutWallet, putWallets } from './putWallets.ts'

/* public/palisade.js, from a script tag of another site: every method against the running demo. */
let demo: RunningDemo
let site: Awaited<ReturnType<typeof startSite>>
let owls: string
let coin: string
let holder: PutWallet & { readonly address: string }
let outsider: PutWallet & { readonly address: string }
beforeAll(async () => {
  demo = await openDemo()
  site = await startSite({ scriptOrigin: demo.app.origin })
  const { contracts, wallets } = demo.facts.chains.ethereum
  owls = contracts.erc721
  coin = contracts.erc20
  holder = { name: 'Lantern', color: '#e2761b', ...wallets.holder }
  outsider = { name: 'Harbour', color: '#3b5bdb', ...wallets.outsider }
})
afterAll(async () => {
  await site?.close()
})

async function open(host = 'localhost'): Promise<{ page: Page; signed: string[] }> {
  const person = await openPerson()
  const { signed } = await putWallets(person, [holder, outsider])
  const page = await person.newPage()
  await visit(page, site.origin.replace('localhost', host))
  return { page, signed }
}
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await make(page)
}
const make = (page: Page) => page.evaluate(`window.picket = new Picket('${demo.facts.keys.publishable}'), 0`)

type Ended<Value> =
  | { value: Value; error: null }
  | { value: null; error: Pick<PicketError, 'reason' | 'error' | 'msg'> }
/** Starts a call; the returned function waits for its end. */
async function call<Value>(page: Page, expression: string): Promise<() => Promise<Ended<Value>>> {
  await page.evaluate(`window.ending = ${expression}.then(
    (value) => ({ value, error: null }),
    ({ reason, error, msg }) => ({ value: null, error: { reason, error, msg } })), 0`)
  return async () => (await page.evaluate('ending')) as Ended<Value>
}
const ask = async <Value>(page: Page, expression: string) => (await call<Value>(page, expression))()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function login(page: Page, asked = '{}', wallet = 'Lantern'): Promise<AuthState> {
  const end = await call<AuthState>(page, `picket.login(${asked})`)
  await press(page, wallet)
  const { value, error } = await end()
  if (!value) throw new Error(`Not signed in: ${error?.msg}`)
  return value
}

describe('the dialog in a browser without a wallet', () => {
  test('default: a phone opens this page in a wallet’s app, or takes its link along', async () => {
    const person = await openPerson({ isPhone: true })
    const page = await person.newPage()
    await visit(page, `${site.origin}/?shelf=3#top`)
    await call(page, 'picket.login({})')
    const { href } = new URL('/?shelf=3', site.origin)
    await page.getByRole('link', { name: 'Rainbow' }).waitFor()
    expect(await page.getByRole('link', { name: 'Rainbow' }).getAttribute('href')).toBe(
      `https://rnbwapp.com/dapp?url=${encodeURIComponent(href)}`,
    )
    expect(await page.getByRole('link', { name: 'Solflare' }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await person.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy link' }).tap()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(href)
  })
})

describe('palisade.js and the API', () => {
  test('default: it finds its API, signs in with one signature, is known after a reload, and signs out for good', async () => {
    const { page, signed } = await open()
    expect(await page.evaluate('picket.baseURL')).toBe(demo.facts.api)
    const { accessToken, user } = await login(page)
    expect(user).toEqual({
      chain: 'ethereum',
      walletAddress: holder.address,
      displayAddress: holder.address,
      tokenBalances: {},
    })
    expect(signed.length).toBe(1)
    expect(signed[0]).toContain(
      `${new URL(site.origin).host} wants you to sign in with your Ethereum account:`,
    )

    await visit(page, site.origin)
    expect(await ask(page, 'picket.authState()')).toEqual({ value: { accessToken, user }, error: null })
    const { value: claims } = await ask<AccessTokenPayload>(page, `picket.validate('${accessToken}')`)
    expect(claims).toMatchObject({ walletAddress: holder.address, sub: `ethereum:${holder.address}` })

    await ask(page, 'picket.logout()')
    expect((await ask(page, 'picket.authState()')).value).toBeNull()
    const { error } = await ask(page, `picket.validate('${accessToken}')`)
    expect(error).toMatchObject({ reason: 'token', error: 'ERR_TOKEN_INVALID' })
  })

  test('behavior: a gate lets its holder in and tells others why not', async () => {
    const { page } = await open()
    const gate = `{ contractAddress: '${owls}', minTokenBalance: 1 }`
    const end = await call<AuthState>(page, `picket.login(${gate})`)
    await press(page, 'Harbour')
    await page.getByRole('heading', { name: 'Not in this wallet yet' }).waitFor()
    await press(page, 'Use another wallet')
    await press(page, 'Lantern')
    const { value } = await end()
    expect(Number(value?.user.tokenBalances?.contractAddress?.[owls])).toBeGreaterThanOrEqual(1)

    const refused = await call(page, `picket.login({ allowedWallets: ['${holder.address}'] })`)
    await press(page, 'Harbour')
    await page.getByRole('heading', { name: 'Not on the list yet' }).waitFor()
    await page.keyboard.press('Escape')
    expect((await refused()).error).toMatchObject({ reason: 'not-allowed', error: 'ERR_WALLET_NOT_ALLOWED' })
  })

  test('behavior: connect, nonce, createSigningMessage and auth work one by one', async () => {
    const { page } = await open()
    const end = await call<Record<string, never>>(
      page,
      `picket.connect({ chain: 'polygon' }).then(({ provider, ...connected }) => picket.auth(connected).then((auth) => ({ connected, auth })))`,
    )
    await press(page, 'Lantern')
    expect((await end()).value).toMatchObject({
      connected: {
        chain: 'polygon',
        walletAddress: holder.address,
        context: { chainId: 137, chainType: 'ethereum' },
      },
      auth: { user: { chain: 'polygon', walletAddress: holder.address } },
    })

    const own = `(async () => {
      const [wallet] = await new Promise((resolve) => {
        addEventListener('eip6963:announceProvider', ({ detail }) => resolve([detail.provider]), { once: true })
        dispatchEvent(new Event('eip6963:requestProvider'))
      })
      const [walletAddress] = await wallet.request({ method: 'eth_requestAccounts' })
      const { chainId, chainType } = await picket.chainInfo('ethereum')
      const context = { domain: location.host, uri: location.origin, chainId, chainType, issuedAt: new Date().toISOString() }
      const message = Picket.createSigningMessage({ ...(await picket.nonce({ walletAddress })), ...context, walletAddress })
      const raw = '0x' + [...new TextEncoder().encode(message)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      const signature = await wallet.request({ method: 'personal_sign', params: [raw, walletAddress] })
      return picket.login({ walletAddress, signature, context, contractAddress: '${owls}' })
    })()`
    expect((await ask<AuthState>(page, own)).value?.user.walletAddress).toBe(holder.address)
  })

  test('behavior: parallel authz calls prove more, and balances are read again on request', async () => {
    const { page } = await open()
    await login(page)
    const both = `Promise.all(['${owls}', '${coin}'].map((contractAddress) => picket.authz({ requirements: { contractAddress } }))).then(() => picket.authState())`
    const { value } = await ask<AuthState>(page, both)
    expect(Object.keys(value?.user.tokenBalances?.contractAddress ?? {}).sort()).toEqual([owls, coin].sort())
    const authorized = (asked: string) => ask<boolean>(page, `picket.isCurrentUserAuthorized(${asked})`)
    const requirements = `requirements: { contractAddress: '${owls}', minTokenBalance: 1 }`
    expect((await authorized(`{ ${requirements} }`)).value).toBe(true)
    expect((await authorized(`{ ${requirements}, revalidate: true }`)).value).toBe(true)
    expect(
      (await authorized(`{ requirements: { contractAddress: '${owls}', minTokenBalance: 1000 } }`)).value,
    ).toBe(false)
    const local = `Picket.meetsAuthRequirements({ user: (await picket.authState()).user, requirements: { contractAddress: '${coin.toUpperCase().replace('0X', '0x')}' } })`
    expect((await ask<boolean>(page, `(async () => ${local})()`)).value).toBe(true)
  })

  test('behavior: chains are listed and found by name', async () => {
    const { page } = await open()
    const { value } = await ask<ChainInfo[]>(page, 'picket.chains()')
    expect(value?.map((chain) => chain.chainSlug)).toEqual(expect.arrayContaining(['ethereum', 'polygon']))
    expect((await ask<ChainInfo>(page, `picket.chainInfo('matic')`)).value).toMatchObject({ chainId: 137 })
    expect((await ask(page, `picket.chainInfo('nowhere')`)).error?.reason).toBe('request')
  })

  test('behavior: a redirect over the authorize page keeps the gate, and returns to where it began', async () => {
    const { page } = await open()
    await page.evaluate(
      `void picket.loginWithRedirect({ contractAddress: '${owls}' }, { appState: { returnTo: '/members' } })`,
    )
    await page.waitForURL(/oauth2\/authorize/)
    expect(new URL(page.url()).searchParams.get('contractAddress')).toBe(owls)
    await page.getByRole('button', { name: 'Lantern' }).click()
    await page.waitForURL(/[?&]code=/)
    await make(page)
    const { value } = await ask<AuthState & { appState: unknown }>(page, 'picket.handleLoginRedirect()')
    expect(value).toMatchObject({
      appState: { returnTo: '/members' },
      user: { walletAddress: holder.address },
    })
    expect((await ask<AuthState>(page, 'picket.authState()')).value?.accessToken).toBe(value?.accessToken)
    expect((await ask(page, 'picket.handleLoginRedirect()')).value).not.toBeNull()
    await page.reload()
    await make(page)
    expect((await ask(page, 'picket.handleLoginRedirect()')).error?.reason).toBe('state')
  })

  test('refuses: a visitor who cancels on the authorize page, and reports it to the site', async () => {
    const { page } = await open()
    await page.evaluate('void picket.loginWithRedirect()')
    await page.waitForURL(/oauth2\/authorize/)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.waitForURL(/error=access_denied/)
    await make(page)
    expect((await ask(page, 'picket.handleLoginRedirect()')).error?.reason).toBe('rejected')
  })

  test('behavior: the login works in a popup', async () => {
    const { page } = await open()
    const arrives = page.context().waitForEvent('page')
    const end = await call<AuthState>(page, 'picket.loginWithPopup()')
    await (await arrives).getByRole('button', { name: 'Lantern' }).click()
    expect((await end()).value?.user.walletAddress).toBe(holder.address)
  })

  test('refuses: a site outside the project, with a message for its operator (ERR_SITE_FORBIDDEN)', async () => {
    const { page } = await open('elsewhere.localhost')
    // Chain records answer every site, so that the refusal is of what needs the site.
    expect((await ask<unknown[]>(page, 'picket.chains()')).value).not.toHaveLength(0)
    const nonce = `picket.nonce({ chain: 'ethereum', walletAddress: '${holder.address}' })`
    expect((await ask(page, nonce)).error).toMatchObject({
      reason: 'site',
      error: 'ERR_SITE_FORBIDDEN',
    })
    const end = await call(page, 'picket.login()')
    await press(page, 'Lantern')
    await page.getByRole('heading', { name: 'This site can’t sign you in just now.' }).waitFor()
    await page.keyboard.press('Escape')
    expect((await end()).error?.reason).toBe('site')
  })

  test('refuses: an unknown key (ERR_KEY_UNKNOWN)', async () => {
    const { page } = await open()
    const { error } = await ask(page, `new Picket('pk_${'0'.repeat(32)}').chains()`)
    expect(error).toMatchObject({ reason: 'key', error: 'ERR_KEY_UNKNOWN' })
  })
})
