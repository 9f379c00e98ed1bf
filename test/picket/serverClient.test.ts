import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeErrors } from '../../app/picket/describe/errorSamples.ts'
import { listEndpoints } from '../../app/picket/describe/listEndpoints.ts'
import { createPalisade, type Palisade } from '../../client/server/createPalisade.ts'
import type { ApiErrorCode } from '../../client/server/PalisadeError.ts'
import type { PalisadeOptions } from '../../client/server/readOptions.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { logIn, openWallet, spellMessage } from './signLogin.ts'

/* The server client of the npm package against a running API, over HTTP. */
const ISSUER = 'https://palisade.example/api/v1'
const owl = openWallet('owl')
let api: OpenedApi
let site: ApiProject
let url: string
let accessToken: string
beforeAll(async () => {
  api = await openApi()
  site = await api.makeProject()
  const { host, port } = await api.listen()
  url = `http://${host}:${port}/api/v1`
  accessToken = (await logIn({ api, key: site.publishableKey, wallet: owl })).accessToken
})
afterAll(() => api?.close())

function open(more: Partial<PalisadeOptions> = {}): Palisade {
  return createPalisade({ url, apiKey: site.secretKey, issuer: ISSUER, projectId: site.id, ...more })
}
async function sign(): Promise<Parameters<Palisade['signIn']>[0]> {
  const walletAddress = owl.address
  const { nonce, statement, format } = await open().createNonce({ walletAddress })
  const context = {
    domain: 'harbor.example',
    uri: 'https://harbor.example',
    chainId: 1,
    issuedAt: new Date().toISOString(),
  }
  const message = spellMessage({ format, statement, nonce, walletAddress, ...context })
  return { walletAddress, signature: await owl.signMessage({ message }), context }
}

describe('the server client and a running API', () => {
  test('default: signs in, validates, authorizes, verifies and revokes', async () => {
    const palisade = open()
    const signedIn = await palisade.signIn(await sign())
    expect(signedIn.user.walletAddress).toBe(owl.address)
    const requirements = { allowedWallets: [owl.address] }
    const later = await palisade.authorize({ accessToken: signedIn.accessToken, requirements })
    const claims = await palisade.validate({ accessToken: later.accessToken, requirements })
    expect(claims).toMatchObject({ sub: `ethereum:${owl.address}`, aud: site.id, iss: ISSUER })
    expect(await palisade.verifyToken(later.accessToken)).toEqual(claims)
    await palisade.revokeToken({ accessToken: later.accessToken })
    for (const token of [later.accessToken, signedIn.accessToken]) {
      await expect(palisade.validate({ accessToken: token })).rejects.toMatchObject({
        code: 'ERR_TOKEN_INVALID',
      })
    }
    // As its comment says: this one does not hear of it.
    expect(await palisade.verifyToken(later.accessToken)).toEqual(claims)
  })

  test('behavior: describes chains, and what no chain has to be read for', async () => {
    const palisade = open()
    const chains = await palisade.listChains()
    expect(chains.map(({ chainSlug }) => chainSlug)).toContain('solana')
    expect(await palisade.findChain({ chain: 'polygon' })).toEqual(
      chains.find(({ chainSlug }) => chainSlug === 'polygon'),
    )
    const owned = await palisade.checkTokenOwnership({
      chain: 'ethereum',
      walletAddress: owl.address,
      requirements: { allowedWallets: [owl.address] },
    })
    expect(owned).toMatchObject({ allowed: true, tokenBalance: '0' })
  })

  test('behavior: has a call for every described endpoint that a server of an application calls', () => {
    const others = [
      // Pages and libraries of OAuth and OpenID Connect use these; verifyToken reads the keys.
      'showAuthorizePage',
      'postAuthorizePage',
      'exchangeCode',
      'readUserInfo',
      'postUserInfo',
      'discover',
      'listPublicKeys',
      // A program that manages gates sends the file of the admin's export. Its page shows the requests with curl.
      // The dialog of palisade.js draws with these.
      'drawQrCode',
      'findTexts',
      // A plain request of any page, without a key.
      'findTokenUses',
      // Pages of headless storefronts have the module `storefront`, and agents are plain requests, too.
      ...listEndpoints().flatMap(({ id, group }) =>
        /^(?:Managing gates|Headless storefronts|Agents)$/.test(group) ? [id] : [],
      ),
    ]
    const described = listEndpoints().map(({ id }) => id)
    expect(Object.keys(open()).sort()).toEqual(
      [...described.filter((id) => !others.includes(id)), 'verifyToken'].sort(),
    )
  })

  test('behavior: declares every code that its calls are described with', async () => {
    const known = {
      ERR_ADDRESS_INVALID: true,
      ERR_BODY_INVALID: true,
      ERR_BODY_TOO_LARGE: true,
      ERR_CHAIN_READ: true,
      ERR_CHAIN_UNKNOWN: true,
      ERR_CHAIN_UNSUPPORTED: true,
      ERR_CLOCK_WRONG: true,
      ERR_CONTRACT_UNSUPPORTED: true,
      ERR_DATABASE_AWAY: true,
      ERR_GATE_NOT_FOUND: true,
      ERR_GATES_NOT_ALLOWED: true,
      ERR_IDEMPOTENCY_BODY: true,
      ERR_IDEMPOTENCY_KEY: true,
      ERR_INTERNAL: true,
      ERR_KEY_FORBIDDEN: true,
      ERR_KEY_MISSING: true,
      ERR_KEY_UNKNOWN: true,
      ERR_LOGIN_MISMATCH: true,
      ERR_METHOD: true,
      ERR_NFT_LISTING: true,
      ERR_NONCE_UNKNOWN: true,
      ERR_NOT_FOUND: true,
      ERR_OAUTH_CLIENT: true,
      ERR_OAUTH_REQUEST: true,
      ERR_QUERY_INVALID: true,
      ERR_RATE_LIMITED: true,
      ERR_RECEIVERS_FULL: true,
      ERR_RECEIVER_NOT_FOUND: true,
      ERR_RECEIVER_STALE: true,
      ERR_RECEIVER_URL: true,
      ERR_RECEIVER_WALLETS: true,
      ERR_REQUIREMENT_INVALID: true,
      ERR_REQUIREMENT_UNMET: true,
      ERR_SERVER_BUSY: true,
      ERR_SIGNATURE_INVALID: true,
      ERR_SITE_FORBIDDEN: true,
      ERR_TOKEN_INVALID: true,
      ERR_TOKEN_READ: true,
      ERR_WALLET_FACTORY: true,
      ERR_WALLET_NOT_ALLOWED: true,
    } satisfies Record<ApiErrorCode, true>
    const called = new Set(Object.keys(open()))
    const codes = new Set<string>()
    for (const endpoint of listEndpoints().filter(({ id }) => called.has(id))) {
      for (const code of (await describeErrors(endpoint)).keys()) codes.add(code)
    }
    expect([...codes].sort()).toEqual(Object.keys(known).sort())
  })

  const contractAddress = `0x${'ab'.repeat(20)}`
  const walletAddress = owl.address
  test.each<[code: ApiErrorCode, call: (palisade: Palisade) => Promise<unknown>]>([
    ['ERR_TOKEN_INVALID', (it) => it.validate({ accessToken: 'a.b.c' })],
    ['ERR_BODY_INVALID', (it) => it.authorize({ accessToken, requirements: {} })],
    [
      'ERR_BODY_INVALID',
      (it) => it.validate({ accessToken, requirements: { contractAdress: '0x1' } as object }),
    ],
    ['ERR_REQUIREMENT_UNMET', (it) => it.validate({ accessToken, requirements: { contractAddress } })],
    ['ERR_WALLET_NOT_ALLOWED', (it) => it.validate({ accessToken, requirements: { allowedWallets: [] } })],
    ['ERR_NONCE_UNKNOWN', (it) => it.signIn({ walletAddress: contractAddress, signature: '0x00' })],
    ['ERR_NOT_FOUND', (it) => it.findChain({ chain: 'moon' })],
    ['ERR_CHAIN_READ', (it) => it.describeContract({ chain: 'ethereum', address: contractAddress })],
    ['ERR_CHAIN_UNSUPPORTED', (it) => it.describeContract({ chain: 'polygon', address: contractAddress })],
    [
      'ERR_CHAIN_UNKNOWN',
      (it) => it.checkTokenOwnership({ chain: 'moon', walletAddress, requirements: { contractAddress } }),
    ],
    ['ERR_GATE_NOT_FOUND', (it) => it.checkGate({ number: 82, accessToken })],
    ['ERR_KEY_UNKNOWN', () => open({ apiKey: `sk_${'0'.repeat(32)}` }).listChains()],
    [
      'ERR_KEY_FORBIDDEN',
      () =>
        open({ apiKey: site.publishableKey }).describeContract({
          chain: 'ethereum',
          address: contractAddress,
        }),
    ],
  ])('refuses: as the API does (%s)', async (code, call) => {
    await expect(call(open())).rejects.toMatchObject({ name: 'PalisadeError', code })
  })
})

describe('verifyToken', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const invalid = { name: 'PalisadeError', code: 'ERR_TOKEN_INVALID', status: 401 }

  test('refuses: altered, unsigned and empty tokens (ERR_TOKEN_INVALID)', async () => {
    const [header = '', body = '', signature = ''] = accessToken.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    const { verifyToken } = open()
    for (const token of [
      [header, encode({ ...claims, sub: 'ethereum:0x1' }), signature].join('.'),
      [encode({ alg: 'none' }), body, ''].join('.'),
      [encode({ alg: 'HS256', typ: 'JWT' }), body, signature].join('.'),
      [encode({ alg: 'ES256', kid: 'another' }), body, signature].join('.'),
      'a.b.c',
      '',
      undefined as unknown as string,
    ]) {
      await expect(verifyToken(token)).rejects.toMatchObject(invalid)
    }
  })

  test('refuses: a token of another project, and of another issuer (ERR_TOKEN_INVALID)', async () => {
    const other = await api.makeProject()
    await expect(open({ projectId: other.id }).verifyToken(accessToken)).rejects.toMatchObject(invalid)
    await expect(open({ issuer: url }).verifyToken(accessToken)).rejects.toMatchObject(invalid)
  })

  test('refuses: to verify without the project’s id (ERR_CLIENT_INPUT)', async () => {
    const { verifyToken } = createPalisade({ url, apiKey: site.secretKey, issuer: ISSUER })
    await expect(verifyToken(accessToken)).rejects.toMatchObject({ code: 'ERR_CLIENT_INPUT' })
  })

  test('refuses: to call a good token wrong, or right, while the keys cannot be read (ERR_CLIENT_NETWORK)', async () => {
    const { verifyToken } = open({ url: 'http://127.0.0.1:1/api/v1' })
    await expect(verifyToken(accessToken)).rejects.toMatchObject({ code: 'ERR_CLIENT_NETWORK', status: 0 })
  })
})
