import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorize } from './authorize.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet } from './signLogin.ts'

/*
 * The checklist of docs/spec/picket.md#96-what-a-server-must-tolerate: bodies, paths and answers.
 */
let api: OpenedApi
let site: ApiProject
const owl = openWallet('owl')
const stranger = openWallet('stranger')
beforeAll(async () => {
  api = await openApi()
  site = await api.makeProject()
})
afterAll(() => api?.close())

const post = (path: string, body: object | string | Uint8Array, headers = basic(site.publishableKey)) =>
  api.call({ path, body, headers })
const get = (path: string, headers = basic(site.publishableKey)) => api.call({ method: 'GET', path, headers })

describe('bodies and segments', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON',
    'application/vnd.api+json',
    'text/plain;charset=UTF-8',
    // The default content type of `curl -d`.
    'application/x-www-form-urlencoded',
    '',
  ])('behavior: JSON is parsed whatever its content type: "%s"', async (contentType) => {
    const body = new TextEncoder().encode(JSON.stringify({ walletAddress: owl.address }))
    const headers = { ...basic(site.publishableKey), ...(contentType ? { 'content-type': contentType } : {}) }
    expect((await post('/auth/nonce', body, headers)).status).toBe(200)
  })

  test('behavior: a GET may have a JSON content type', async () => {
    const headers = { ...basic(site.publishableKey), 'content-type': 'application/json' }
    expect((await get('/chains', headers)).status).toBe(200)
  })

  test.each([
    ['JSON', 'application/json', (fields: Record<string, string>) => JSON.stringify(fields)],
    [
      'JSON with a charset',
      'application/json; charset=utf-8',
      (fields: Record<string, string>) => JSON.stringify(fields),
    ],
    [
      'a form',
      'application/x-www-form-urlencoded',
      (fields: Record<string, string>) => `${new URLSearchParams(fields)}`,
    ],
    [
      'a form with a charset',
      'application/x-www-form-urlencoded;charset=UTF-8',
      (fields: Record<string, string>) => `${new URLSearchParams(fields)}`,
    ],
  ])(
    'behavior: oauth2/token accepts %s and answers in both spellings, with the user',
    async (_, type, spell) => {
      const { code, verifier, redirectUri } = await authorize({ api, project: site, wallet: owl })
      const answer = await post(
        '/oauth2/token',
        spell({ grant_type: 'authorization_code', code_verifier: verifier, code, redirect_uri: redirectUri }),
        { ...basic(site.publishableKey), 'content-type': type },
      )
      expect([answer.status, answer.json]).toEqual([
        200,
        expect.objectContaining({
          accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
          tokenType: 'Bearer',
          expiresIn: 43_200,
          access_token: answer.json.accessToken,
          token_type: 'Bearer',
          expires_in: 43_200,
          user: {
            chain: 'ethereum',
            walletAddress: owl.address,
            displayAddress: owl.address,
            tokenBalances: {},
          },
        }),
      ])
    },
  )

  test('behavior: query keys may repeat at oauth2/authorize', async () => {
    const both: [string, string][] = [
      ['allowedWallets', stranger.address],
      ['allowedWallets', owl.address],
    ]
    expect((await authorize({ api, project: site, wallet: owl, more: both })).code).toMatch(/.{16,}/)
    const others: [string, string][] = [
      ['allowedWallets', stranger.address],
      ['allowedWallets', '0x0000000000000000000000000000000000000001'],
    ]
    await expect(authorize({ api, project: site, wallet: owl, more: others })).rejects.toThrow(/error=/)
  })

  test('behavior: path segments are decoded', async () => {
    expect((await get('/chains/ethere%75m')).json).toMatchObject({ chainSlug: 'ethereum' })
    const encoded = [...owl.address].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')
    const answer = await post(
      `/chains/ethere%75m/wallets/${encoded}/tokenOwnership`,
      { allowedWallets: [owl.address] },
      basic(site.secretKey),
    )
    expect(answer.json).toMatchObject({ allowed: true, walletAddress: owl.address })
  })

  test('behavior: a trailing slash leads to the same endpoint', async () => {
    expect((await get('/chains/')).status).toBe(200)
    expect((await post('/auth/nonce/', { walletAddress: owl.address })).status).toBe(200)
  })
})

describe('answers', () => {
  test('behavior: tokenBalances is always present', async () => {
    const { json, accessToken } = await logIn({ api, key: site.publishableKey, wallet: owl })
    expect(json).toEqual({
      accessToken: expect.any(String),
      user: { chain: 'ethereum', walletAddress: owl.address, displayAddress: owl.address, tokenBalances: {} },
    })
    expect((await post('/auth/validate', { accessToken })).json.tokenBalances).toEqual({})
    const requirements = { allowedWallets: [owl.address] }
    expect((await post('/authz', { accessToken, requirements })).json).toMatchObject({
      user: { tokenBalances: {} },
    })
    const owned = await post(
      `/chains/ethereum/wallets/${owl.address}/tokenOwnership`,
      requirements,
      basic(site.secretKey),
    )
    expect(owned.json).toEqual({
      allowed: true,
      walletAddress: owl.address,
      tokenBalance: '0',
      tokenBalances: {},
    })
  })

  test('behavior: /chains wraps its records, /chains/{slug} does not, and both spell chainId twice', async () => {
    const { data } = (await get('/chains')).json as { data: Record<string, unknown>[] }
    for (const slug of ['ethereum', 'polygon', 'optimism', 'arbitrum', 'avalanche']) {
      const record = data.find(({ chainSlug }) => chainSlug === slug)
      expect(record).toEqual({
        chainSlug: slug,
        caip2: `eip155:${record?.chainId}`,
        chainId: expect.any(Number),
        chainID: record?.chainId,
        chainType: 'ethereum',
        chainName: expect.any(String),
        publicRPC: expect.stringMatching(/^https:\/\//),
        authorizationSupported: expect.any(Boolean),
      })
      expect(record?.chainId).toBeGreaterThan(0)
      expect((await get(`/chains/${slug}`)).json).toEqual(record)
    }
  })

  test('behavior: validate returns flat claims, and the ES256 token with a kid contains the same', async () => {
    const { accessToken } = await logIn({ api, key: site.publishableKey, wallet: owl })
    const claims = (await post('/auth/validate', { accessToken })).json
    expect(claims).toMatchObject({
      iss: 'https://palisade.example/api/v1',
      aud: site.id,
      sub: `ethereum:${owl.address}`,
      tid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ver: 1,
      chain: 'ethereum',
      walletAddress: owl.address,
      displayAddress: owl.address,
      email: `${owl.address.toLowerCase()}@wallet.invalid`,
      tokenBalances: {},
    })
    expect(Number(claims.exp) - Number(claims.iat)).toBe(43_200)
    const [header, payload] = accessToken
      .split('.')
      .map((part) => Buffer.from(part ?? '', 'base64url').toString())
    expect(JSON.parse(header ?? '')).toEqual({ alg: 'ES256', typ: 'JWT', kid: expect.any(String) })
    expect(claims).toMatchObject(JSON.parse(payload ?? ''))
  })
})
