import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorize } from './authorize.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet, signLogin } from './signLogin.ts'

/*
 * The checklist of docs/spec/picket.md#96-what-a-server-must-tolerate: the requests. answers.test.ts tests the
 * answers, balances.slow.test.ts the balances.
 */
let api: OpenedApi
let site: ApiProject
let simple: ApiProject
const owl = openWallet('owl')
const stranger = openWallet('stranger')
beforeAll(async () => {
  api = await openApi()
  site = await api.makeProject()
  simple = await api.makeProject({ format: 'simple' })
})
afterAll(() => api?.close())

const post = (path: string, body: object | string | Uint8Array, headers = basic(site.publishableKey)) =>
  api.call({ path, body, headers })
const get = (path: string, headers = basic(site.publishableKey)) => api.call({ method: 'GET', path, headers })
const signIn = (project = site, more: Partial<Parameters<typeof signLogin>[0]> = {}) =>
  signLogin({ api, key: project.publishableKey, wallet: owl, ...more })
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('keys', () => {
  const spellings: readonly [string, (key: string) => string][] = [
    ['picket-node: no colon', (key) => `Basic ${base64(key)}`],
    ['picket-js: two spaces, no colon', (key) => `Basic  ${base64(key)}`],
    ['Python, Go, curl: a colon', (key) => `Basic ${base64(`${key}:`)}`],
    ['any run of spaces', (key) => `Basic ${' '.repeat(40)}${base64(key)}`],
    ['two spaces and a colon', (key) => `Basic  ${base64(`${key}:`)}`],
    ['lower case', (key) => `basic ${base64(key)}`],
    ['upper case', (key) => `BASIC  ${base64(`${key}:`)}`],
    ['mixed case', (key) => `bAsIc ${base64(key)}`],
    ['extra text after the colon', (key) => `Basic ${base64(`${key}:x:y`)}`],
  ]

  test.each(spellings)('behavior: Basic is accepted: %s', async (_, spell) => {
    for (const key of [site.publishableKey, site.secretKey]) {
      expect((await get('/chains/ethereum', { authorization: spell(key) })).status).toBe(200)
    }
  })

  test.each(['publishableKey', 'secretKey'] as const)(
    'behavior: the six endpoints of the browser client accept the %s',
    async (kind) => {
      const headers = basic(site[kind])
      const { accessToken } = await logIn({ api, key: site[kind], wallet: owl })
      expect((await post('/auth/validate', { accessToken }, headers)).status).toBe(200)
      const requirements = { allowedWallets: [owl.address] }
      expect((await post('/authz', { accessToken, requirements, revalidate: false }, headers)).status).toBe(
        200,
      )
      expect((await get('/chains', headers)).status).toBe(200)
      expect((await get('/chains/polygon', headers)).status).toBe(200)
      const { code, verifier, redirectUri } = await authorize({ api, project: site, wallet: owl })
      const exchanged = await post(
        '/oauth2/token',
        { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri },
        headers,
      )
      expect([exchanged.status, exchanged.text]).toEqual([200, expect.stringContaining('accessToken')])
    },
  )
})

describe('fields', () => {
  test('behavior: walletAddress may be wallet_address', async () => {
    for (const name of ['walletAddress', 'wallet_address']) {
      const answer = await post('/auth/nonce', { chain: 'ethereum', [name]: owl.address, locale: '' })
      expect([answer.status, answer.json]).toEqual([
        200,
        expect.objectContaining({
          nonce: expect.stringMatching(/^[a-zA-Z0-9]{8,}$/),
          statement: expect.stringMatching(/^[^\n]+$/),
          format: 'siwe',
        }),
      ])
    }
    const { walletAddress, ...rest } = await signIn()
    expect((await post('/auth', { ...rest, wallet_address: walletAddress })).status).toBe(200)
  })

  test('behavior: tokenIds may be token_ids', async () => {
    for (const name of ['tokenIds', 'token_ids']) {
      const { accessToken } = await logIn({ api, key: site.publishableKey, wallet: owl })
      const answer = await post('/auth/validate', {
        accessToken,
        requirements: { contractAddress: owl.address, [name]: ['1'] },
      })
      // The ids were parsed: only the missing balance is refused.
      expect([answer.status, answer.json.error]).toEqual([403, 'ERR_REQUIREMENT_UNMET'])
    }
  })

  test('behavior: requirements may be nested, at the top, or both if they agree', async () => {
    const mine = { allowedWallets: [owl.address] }
    const notMine = { allowedWallets: [stranger.address] }
    const outcomes: [object, number][] = [
      [{ requirements: mine }, 200],
      [mine, 200],
      [notMine, 403],
      [{ requirements: notMine }, 403],
      [{ requirements: mine, ...mine }, 200],
      [{ requirements: notMine, ...notMine }, 403],
      [{ requirements: mine, ...notMine }, 400],
      [{ requirements: notMine, ...mine }, 400],
      // They are merged: the list is at the top, and an empty field is nested.
      [{ requirements: { minTokenBalance: '' }, ...mine }, 200],
      [{ requirements: {}, ...notMine }, 403],
    ]
    for (const [fields, status] of outcomes) {
      const answer = await post('/auth', { ...(await signIn()), ...fields })
      expect([fields, answer.status]).toEqual([fields, status])
    }
    const { accessToken } = await logIn({ api, key: site.publishableKey, wallet: owl })
    for (const path of ['/auth/validate', '/authz']) {
      expect((await post(path, { accessToken, ...mine })).status).toBe(200)
      expect((await post(path, { accessToken, ...notMine })).status).toBe(403)
    }
  })

  test('behavior: an empty requirement asks for nothing', async () => {
    for (const requirements of [
      {},
      { contractAddress: '', tokenIds: [], collection: '', creatorAddress: '' },
    ]) {
      expect((await post('/auth', { ...(await signIn()), requirements })).status).toBe(200)
    }
  })

  test('behavior: {} and a context of empty strings count as no context', async () => {
    const empty = { domain: '', uri: '', chainId: '', issuedAt: '', chainType: '', locale: '' }
    for (const context of [{}, empty]) {
      const body = await signIn(simple)
      expect((await post('/auth', { ...body, context }, basic(simple.publishableKey))).status).toBe(200)
      const refused = await post('/auth', { ...(await signIn()), context })
      expect([refused.status, refused.json.msg]).toEqual([400, expect.stringContaining('context')])
    }
  })

  test('behavior: a simple project accepts the context that the browser client sends anyway', async () => {
    const body = await signIn(simple)
    expect(body.context.domain).not.toBe('')
    expect((await post('/auth', body, basic(simple.publishableKey))).status).toBe(200)
    const { context: _, ...rest } = await signIn(simple)
    expect((await post('/auth', rest, basic(simple.publishableKey))).status).toBe(200)
  })

  test('behavior: chainId may be a number, a string, empty or missing', async () => {
    const { context, ...rest } = await signIn()
    const { chainId: _, ...without } = context
    for (const spelled of [
      { ...context },
      { ...context, chainId: '1' },
      { ...context, chainId: '' },
      without,
    ]) {
      const again = await signIn(site, { issuedAt: context.issuedAt })
      const answer = await post('/auth', { ...rest, signature: again.signature, context: spelled })
      expect([spelled, answer.status]).toEqual([spelled, 200])
    }
  })

  test('behavior: minTokenBalance may be a number or a string, collection a string or a list', async () => {
    const { accessToken } = await logIn({ api, key: site.publishableKey, wallet: owl })
    for (const requirements of [
      { contractAddress: owl.address, minTokenBalance: 1 },
      { contractAddress: owl.address, minTokenBalance: '1' },
      { contractAddress: owl.address, minTokenBalance: 0.5 },
      { contractAddress: owl.address, minTokenBalance: '0.000000000000000001' },
      { collection: 'a', minTokenBalance: '3' },
      { collection: ['a', 'b'], minTokenBalance: 3 },
    ]) {
      const answer = await post('/auth/validate', { accessToken, requirements })
      expect([requirements, answer.status, answer.json.error]).toEqual([
        requirements,
        403,
        'ERR_REQUIREMENT_UNMET',
      ])
    }
  })

  test.each([
    ['homestead', 'ethereum', 1],
    ['matic', 'polygon', 137],
    ['ethereum', 'ethereum', 1],
  ])('behavior: the slug %s means %s', async (slug, meant, chainId) => {
    expect((await get(`/chains/${slug}`)).json).toMatchObject({ chainSlug: meant, chainId, chainID: chainId })
    const { json } = await logIn({ api, key: site.publishableKey, wallet: owl, chain: slug, chainId })
    expect(json).toMatchObject({ user: { chain: meant } })
  })

  test('behavior: a missing or empty chain means ethereum', async () => {
    const { chain: _, ...body } = await signIn()
    expect((await post('/auth', body)).json).toMatchObject({ user: { chain: 'ethereum' } })
    for (const chain of [undefined, '']) {
      expect((await post('/auth/nonce', { chain, walletAddress: owl.address })).status).toBe(200)
    }
    const again = await signIn()
    expect((await post('/auth', { ...again, chain: '' })).json).toMatchObject({ user: { chain: 'ethereum' } })
  })

  test.each([undefined, '', 'en', 'en-US', 'zh-Hant-TW', 'xx-nowhere'])(
    'behavior: locale %s is accepted',
    async (locale) => {
      expect((await post('/auth/nonce', { walletAddress: owl.address, locale })).status).toBe(200)
    },
  )

  test('behavior: unknown fields outside requirements are ignored', async () => {
    const more = { colour: 'blue', nested: { deep: [1, null, true] }, __version: 3 }
    expect((await post('/auth/nonce', { walletAddress: owl.address, ...more })).status).toBe(200)
    const body = await signIn()
    const requirements = { allowedWallets: [owl.address] }
    const answer = await post('/auth', {
      ...body,
      ...more,
      context: { ...body.context, ...more },
      requirements,
    })
    expect(answer.status).toBe(200)
    const { accessToken } = answer.json
    expect((await post('/auth/validate', { accessToken, ...more })).status).toBe(200)
    expect((await post('/authz', { accessToken, requirements, ...more })).status).toBe(200)
  })

  test('behavior: an address is signed and returned in its own spelling, and is one wallet in any case', async () => {
    for (const walletAddress of [owl.address, owl.address.toLowerCase()]) {
      const answer = await post('/auth', await signIn(site, { walletAddress }))
      expect(answer.json).toMatchObject({ user: { walletAddress, displayAddress: walletAddress } })
    }
    const shouted = { allowedWallets: [`0x${owl.address.slice(2).toUpperCase()}`] }
    expect((await post('/auth', { ...(await signIn()), requirements: shouted })).status).toBe(200)
  })
})
