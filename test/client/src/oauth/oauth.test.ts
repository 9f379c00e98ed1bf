import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startRedirect } from '../../../../client/src/oauth/startRedirect.ts'
import { Picket } from '../../../../client/src/Picket.ts'
import { PicketError } from '../../../../client/src/PicketError.ts'
import { readAuth, readStored, writeAuth, writeStored } from '../../../../client/src/session/authStore.ts'
import type { LoginRequest } from '../../../../public/palisade.d.ts'
import { type FakeApi, key, startApi } from '../../page/startApi.ts'

let api: FakeApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())
afterEach(() => {
  api.calls.splice(0)
  api.forced.clear()
  writeAuth(null)
  writeStored('_picketauth_pkce', null)
})
const redirectURI = 'https://shop.example/back?lang=en'
const open = () => new Picket(key, { baseURL: api.baseURL })
const start = (request: LoginRequest = {}) =>
  startRedirect({
    server: { baseURL: api.baseURL, apiKey: key },
    request,
    options: { redirectURI, appState: { returnTo: '/members' } },
    locale: 'en',
  })
/** Visits the authorize page; returns the URL that it redirects to. */
const visit = async (url: string) => (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''
const failure = async (promise: Promise<unknown>): Promise<PicketError> => {
  const error = await promise.then(() => null).catch((caught: unknown) => caught)
  if (!(error instanceof PicketError)) throw new Error('Expected a PicketError.')
  return error
}

describe('a login over the authorize page', () => {
  test('default: the redirect leads there and back, with the page’s own state', async () => {
    const { appState, ...state } = await open().handleLoginRedirect(await visit(await start()))
    expect(appState).toEqual({ returnTo: '/members' })
    expect(readAuth()).toEqual(state)
    expect(Object.keys(state)).toEqual(['accessToken', 'user'])
    expect(readStored('_picketauth_pkce')).toBeNull()
    expect(api.calls.at(-1)?.body).toMatchObject({
      grant_type: 'authorization_code',
      redirect_uri: redirectURI,
    })
  })

  test('behavior: the URL has every requirement and no signature', async () => {
    const url = new URL(
      await start({
        chain: 'polygon',
        contractAddress: '0xC',
        minTokenBalance: 0,
        collection: ['x', 'y'],
        creatorAddress: 'cr',
        tokenIds: ['a', 'b'],
        allowedWallets: ['0x1', '0x2'],
      }),
    )
    const { client_id, code_challenge, state, ...rest } = Object.fromEntries(
      [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)]),
    )
    expect(client_id).toEqual([key])
    expect(code_challenge?.[0]).toMatch(/^[\w-]{43}$/)
    expect(state?.[0]).toMatch(/^[\w-]{43}$/)
    expect(rest).toEqual({
      redirect_uri: [redirectURI],
      code_challenge_method: ['S256'],
      response_mode: ['code'],
      locale: ['en'],
      ui_locales: ['en'],
      chain: ['polygon'],
      contractAddress: ['0xC'],
      minTokenBalance: ['0'],
      collection: ['x', 'y'],
      creatorAddress: ['cr'],
      tokenIds: ['a', 'b'],
      allowedWallets: ['0x1', '0x2'],
    })
  })

  test('behavior: an empty wallet list is sent, and does not become a missing one', async () => {
    expect(new URL(await start({ allowedWallets: [] })).searchParams.getAll('allowedWallets')).toEqual([''])
  })

  test('behavior: a misspelled requirement is sent, so that the server refuses it', () => {
    const misspelled = {
      contract_address: '0xC',
      contractAdress: '0xD',
      redirectURI: 'https://shop.example/cb',
    }
    const url = open().getAuthorizationURL({
      ...misspelled,
      codeChallenge: 'CH',
      state: 'ST',
      responseMode: 'code',
    })
    const { searchParams } = new URL(url)
    expect([searchParams.get('contract_address'), searchParams.get('contractAdress')]).toEqual(['0xC', '0xD'])
  })

  test('behavior: the URL equals picket-js’s, byte for byte', () => {
    const url = open().getAuthorizationURL({
      redirectURI: 'https://shop.example/cb',
      codeChallenge: 'CH',
      state: 'ST',
      responseMode: 'code',
      chain: 'ethereum',
      walletAddress: '0xA548',
      signature: '0xsig',
      contractAddress: '0xC',
      minTokenBalance: 1,
      collection: ['x', 'y'],
      creatorAddress: 'cr',
      tokenIds: ['a', 'b'],
      allowedWallets: ['0x1', '0x2'],
      context: {
        domain: 'shop.example',
        uri: 'https://shop.example',
        issuedAt: '2024-01-01T00:00:00.000Z',
        chainId: 1,
        chainType: 'ethereum',
        locale: 'es',
      },
    })
    expect(url).toBe(
      `${api.baseURL}/oauth2/authorize?client_id=${key}&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_challenge=CH&state=ST&code_challenge_method=S256&response_mode=code&locale=es&chain=ethereum&walletAddress=0xA548&signature=0xsig&contractAddress=0xC&minTokenBalance=1&collection=x&collection=y&creatorAddress=cr&tokenIds=a&tokenIds=b&allowedWallets=0x1&allowedWallets=0x2&domain=shop.example&uri=https%3A%2F%2Fshop.example&issuedAt=2024-01-01T00%3A00%3A00.000Z`,
    )
  })

  test('behavior: a page that asks twice uses the code once', async () => {
    const back = await visit(await start())
    const [one, two] = await Promise.all([open().handleLoginRedirect(back), open().handleLoginRedirect(back)])
    expect(one).toBe(two)
    expect(api.calls.length).toBe(1)
  })

  test('behavior: after a lost connection the page can be reloaded', async () => {
    const back = await visit(await start())
    api.forced.set('oauth2/token', () => 'lost')
    expect(await failure(open().handleLoginRedirect(back))).toMatchObject({ reason: 'network' })
    api.forced.clear()
    expect(await open().handleLoginRedirect(back)).toMatchObject({ appState: { returnTo: '/members' } })
  })

  test('refuses: a login that was started elsewhere, while the one started here continues', async () => {
    const back = await visit(await start())
    const foreign = new URL(back)
    foreign.searchParams.set('state', 'theirs')
    expect(await failure(open().handleLoginRedirect(foreign.href))).toMatchObject({ reason: 'state' })
    expect(api.calls).toEqual([])
    expect(readAuth()).toBeNull()
    expect(await open().handleLoginRedirect(back)).toHaveProperty('accessToken')
  })

  test('refuses: a return without a started login', async () => {
    const back = await visit(await start())
    writeStored('_picketauth_pkce', null)
    expect(await failure(open().handleLoginRedirect(back))).toMatchObject({ reason: 'state' })
  })

  test('refuses: a URL without an answer', async () => {
    expect(await failure(open().handleLoginRedirect('https://shop.example/back'))).toMatchObject({
      reason: 'request',
    })
  })

  test('refuses: an error of the authorize page', async () => {
    const state = new URL(await start()).searchParams.get('state') ?? ''
    const back = new URL(redirectURI)
    back.searchParams.set('state', state)
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set('error_description', 'You said no.')
    expect(await failure(open().handleLoginRedirect(back.href))).toMatchObject({
      reason: 'rejected',
      code: 'access_denied',
      msg: 'You said no.',
    })
    expect(readStored('_picketauth_pkce')).toBeNull()
  })

  test('refuses: an invalid code (ERR_OAUTH_GRANT)', async () => {
    const back = new URL(await visit(await start()))
    back.searchParams.set('code', 'guessed')
    expect(await failure(open().handleLoginRedirect(back.href))).toMatchObject({ error: 'ERR_OAUTH_GRANT' })
    expect(readAuth()).toBeNull()
  })
})
