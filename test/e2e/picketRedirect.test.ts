import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPicketSite, type PicketSite } from './openPicketSite.ts'
import { openVisitor, type Visitor } from './openVisitor.ts'

/*
 * `loginWithRedirect`, `handleLoginRedirect` and `loginWithPopup` of picket-js 0.0.92. Its URL carries the signature
 * but not the signed fields. That suffices for a simple project; a siwe project asks again.
 */
let demo: RunningDemo
let site: PicketSite
/** A site that serves the API under its own origin, because the client can read only a popup of the same origin. */
let own: PicketSite
let simpleKey: string
beforeAll(async () => {
  demo = await openDemo()
  site = await openPicketSite()
  own = await openPicketSite({ apiOrigin: new URL(demo.facts.api).origin })
  simpleKey = await makeSimpleProject()
})
afterAll(async () => {
  await site?.close()
  await own?.close()
})

/** Create a simple project as the merchant does; returns its publishable key. */
async function makeSimpleProject(): Promise<string> {
  const ask = async (path: string, body?: unknown) => (await demo.requestAdmin({ path, body })).text()
  const made = await ask('/app/developers/new.data', {
    draftId: randomUUID(),
    name: 'Old site',
    allowedDomains: ['localhost:*'],
    redirectUris: ['http://localhost:*'],
    format: 'simple',
    statement: '',
    requirement: null,
    isStorefront: false,
  })
  const id = /"id","([0-9a-f-]{36})"/.exec(made)?.[1]
  const key = /"(pk_[0-9a-f]{32})"/.exec(await ask(`/app/developers/${id}.data`))?.[1]
  if (!key) throw new Error(`The project was not made: ${made.slice(0, 500)}`)
  return key
}

const wallets = () => demo.facts.chains.ethereum.wallets
const coin = () => demo.facts.chains.ethereum.contracts.erc20
const user = () => ({ walletAddress: wallets().holder.address, chain: 'ethereum' })

type Begin = { key?: string; at?: PicketSite; who?: 'holder' | 'outsider'; request?: object }
async function begin(
  method: string,
  { key = simpleKey, at = site, who = 'holder', request = {} }: Begin,
): Promise<Visitor> {
  const visitor = await openVisitor({
    url: `${at.origin}/start`,
    privateKey: wallets()[who].privateKey,
  })
  const options = { redirectURI: `${at.origin}/callback?keep=1`, appState: { returnTo: '/cart' } }
  await visitor.page.evaluate(`(() => {
    window.messages = []
    addEventListener('message', (event) => event.data?.type === 'authorization_response' && messages.push([event.origin, event.data.response]))
    ${construct(key, at)}
    window.outcome = picket.${method}(${JSON.stringify(request)}, ${JSON.stringify(options)}).then((value) => ({ value }), (error) => ({ error: String(error.message ?? error) }))
  })()`)
  await visitor.page.locator('#_picketWallets').getByRole('button', { name: 'MetaMask' }).click()
  return visitor
}
const construct = (key: string, at: PicketSite) =>
  `new Picket('${key}', { baseURL: '${at === own ? `${own.origin}/api/v1` : demo.facts.api}' });`
/** Wait until the browser is back on the site, with a code or an error, and let the client handle it. */
async function comeBack(page: Page, key = simpleKey): Promise<{ value?: object; error?: string }> {
  await page.waitForURL(/\/callback\?keep=1&/)
  return page.evaluate(
    `(() => { ${construct(key, site)} return picket.handleLoginRedirect().then((value) => ({ value }), (error) => ({ error: error.message ?? error })) })()`,
  )
}
const outcome = (page: Page) => page.evaluate('window.outcome') as Promise<{ value?: object; error?: string }>

describe('loginWithRedirect', () => {
  test('default: the signature in the URL is enough, and the client gets token, user and its own state', async () => {
    const { page, calls } = await begin('loginWithRedirect', {})
    expect(await comeBack(page)).toEqual({
      value: expect.objectContaining({
        accessToken: expect.any(String),
        user: expect.objectContaining(user()),
        appState: { returnTo: '/cart' },
      }),
    })
    expect(calls).toEqual([
      'GET /chains/ethereum',
      'POST /auth/nonce',
      'GET /oauth2/authorize',
      'POST /oauth2/token',
    ])
    await page.goto(`${site.origin}/later`)
    expect(await page.evaluate(`${construct(simpleKey, site)} picket.authState()`)).toMatchObject({
      user: user(),
    })
    // A code works once.
    await page.goBack()
    expect((await comeBack(page)).error).toMatch(/missing pkce transaction/)
  })

  test('behavior: a gated login works for a holder and not for an outsider', async () => {
    const request = { contractAddress: coin(), minTokenBalance: 100 }
    const { page } = await begin('loginWithRedirect', { request })
    expect(await comeBack(page)).toMatchObject({
      value: { user: { tokenBalances: { contractAddress: { [coin()]: '250.5' } } } },
    })
    const { page: other } = await begin('loginWithRedirect', { request, who: 'outsider' })
    expect((await comeBack(other)).error).toMatch(/does not hold the necessary tokens/)
    expect(new URL(other.url()).searchParams.get('error')).toBe('access_denied')
  })

  test('behavior: on a siwe project our own page asks the wallet once more', async () => {
    const { page, signed } = await begin('loginWithRedirect', { key: demo.facts.keys.publishable })
    await page.waitForURL(/oauth2\/authorize/)
    await page.getByRole('button', { name: 'Your browser’s wallet' }).click()
    const result = await comeBack(page, demo.facts.keys.publishable)
    expect(result).toMatchObject({ value: { user: user() } })
    expect(signed.at(-1)).toContain(`${new URL(demo.facts.api).host} wants you to sign in`)
  })
})

describe('loginWithPopup', () => {
  test('default: the popup works if the API has the site’s own origin', async () => {
    const { page } = await begin('loginWithPopup', { at: own })
    expect(await outcome(page)).toMatchObject({ value: { accessToken: expect.any(String), user: user() } })
  })

  test('behavior: at another origin our page answers the site, but browsers refuse the client’s own look at the popup', async () => {
    const { page } = await begin('loginWithPopup', {})
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    // The client reads `popup.origin`, which browsers forbid across origins, so it waits until the popup closes.
    expect(await outcome(page)).toEqual({ error: 'popup closed' })
    expect(await page.evaluate('messages')).toEqual([
      [
        new URL(demo.facts.api).origin,
        { code: expect.any(String), state: expect.any(String), iss: demo.facts.api },
      ],
    ])
    expect(faults.join()).toMatch(/SecurityError.*origin/)
  })

  test('behavior: the client gets the name of a refusal', async () => {
    const { page } = await begin('loginWithPopup', {
      at: own,
      who: 'outsider',
      request: { contractAddress: coin() },
    })
    expect((await outcome(page)).error).toMatch(/does not hold the necessary tokens/)
  })
})
