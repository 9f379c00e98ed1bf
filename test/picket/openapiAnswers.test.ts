import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ErrorCode } from '../../app/core/errors/codes.ts'
import type { Database } from '../../app/db/database.ts'
import { ErrorAnswer } from '../../app/picket/describe/answers.ts'
import { describeErrors } from '../../app/picket/describe/errorSamples.ts'
import { expectDescribed, findEndpoint } from './expectDescribed.ts'
import { listAddresses } from './listAddresses.ts'
import { type ApiCall, type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet } from './signLogin.ts'

/*
 * A running API answers as described where no balance is read; openapiAnswers.slow.test.ts has the rest.
 */
let api: OpenedApi
let site: ApiProject
const owl = openWallet('owl')
beforeAll(async () => {
  api = await openApi()
  site = await api.makeProject()
})
afterAll(() => api?.close())

describe('the description and a running API', () => {
  test('behavior: successful answers have exactly the described fields', async () => {
    const offChain = (await listAddresses({ api, project: site, wallet: owl })).filter(
      ({ path }) => !path.includes('/contracts/'),
    )
    for (const { method, path, headers, body } of offChain) {
      expectDescribed(method, path, await api.call({ method, path, headers, body }))
    }
    const { accessToken } = await logIn({ api, key: site.publishableKey, wallet: owl })
    const bearer = { authorization: `Bearer ${accessToken}` }
    for (const method of ['GET', 'POST']) {
      const answer = await api.call({ method, path: '/oauth2/userinfo', headers: bearer })
      expectDescribed(method, '/oauth2/userinfo', answer)
    }
    for (const path of ['/.well-known/openid-configuration', '/.well-known/jwks.json']) {
      expectDescribed('GET', path, await api.call({ method: 'GET', path }))
    }
  })

  test('behavior: later tokens, and tokens of a simple text, have no other fields either', async () => {
    const simple = await api.makeProject({ format: 'simple' })
    const { accessToken } = await logIn({ api, key: simple.publishableKey, wallet: owl })
    const headers = basic(simple.publishableKey)
    const requirements = { allowedWallets: [owl.address] }
    const later = await api.call({ path: '/authz', headers, body: { accessToken, requirements } })
    expectDescribed('POST', '/authz', later)
    for (const token of [accessToken, later.json.accessToken]) {
      const claims = await api.call({ path: '/auth/validate', headers, body: { accessToken: token } })
      expectDescribed('POST', '/auth/validate', claims)
      expect(claims.json.fmt).toBe('simple')
    }
  })

  test('refuses: a token that proves nothing, with an empty balance as described (ERR_REQUIREMENT_UNMET)', async () => {
    const { accessToken } = await logIn({ api, key: site.publishableKey, wallet: owl })
    const requirements = { contractAddress: `0x${'ab'.repeat(20)}` }
    const headers = basic(site.publishableKey)
    const { json } = await api.call({ path: '/auth/validate', headers, body: { accessToken, requirements } })
    expect(ErrorAnswer.parse(json)).toEqual(json)
    expect(json.found).toEqual([{ kind: 'contractAddress', id: requirements.contractAddress, found: null }])
  })

  const at = (method: string, path: string, more: Partial<ApiCall> = {}): ApiCall => ({
    method,
    path,
    ...more,
  })
  const pk = () => ({ headers: basic(site.publishableKey) })
  const sk = () => ({ headers: basic(site.secretKey) })
  const contract = `/chains/ethereum/contracts/${owl.address}`
  const foreign = { origin: 'https://elsewhere.example' }
  const refusals: readonly (readonly [code: string, makeCall: () => ApiCall])[] = [
    ['ERR_KEY_MISSING', () => at('POST', '/auth/nonce', { body: {} })],
    ['ERR_KEY_UNKNOWN', () => at('POST', '/auth', { body: {}, headers: basic('pk_none') })],
    ['ERR_KEY_FORBIDDEN', () => at('GET', contract, pk())],
    [
      'ERR_SITE_FORBIDDEN',
      () => at('POST', '/authz', { body: {}, headers: { ...pk().headers, ...foreign } }),
    ],
    ['ERR_BODY_INVALID', () => at('POST', '/authz', { body: '{', ...sk() })],
    ['ERR_BODY_TOO_LARGE', () => at('POST', '/auth/validate', { body: 'x'.repeat(600_000), ...sk() })],
    [
      'ERR_CHAIN_UNKNOWN',
      () => at('POST', '/auth/nonce', { body: { chain: 'moon', walletAddress: owl.address }, ...pk() }),
    ],
    ['ERR_ADDRESS_INVALID', () => at('POST', '/auth/nonce', { body: { walletAddress: '0x1' }, ...pk() })],
    [
      'ERR_NONCE_UNKNOWN',
      () =>
        at('POST', '/auth', { body: { walletAddress: `0x${'5'.repeat(40)}`, signature: '0x00' }, ...pk() }),
    ],
    ['ERR_TOKEN_INVALID', () => at('POST', '/auth/validate', { body: { accessToken: 'a.b.c' }, ...pk() })],
    ['ERR_NOT_FOUND', () => at('GET', '/chains/moon', pk())],
    ['ERR_CHAIN_READ', () => at('GET', contract, sk())],
    ['ERR_CHAIN_UNSUPPORTED', () => at('GET', contract.replace('ethereum', 'polygon'), sk())],
    ['ERR_OAUTH_CLIENT', () => at('POST', '/oauth2/revoke', { body: { token: 'a.b.c' } })],
    ['ERR_OAUTH_GRANT_TYPE', () => at('POST', '/oauth2/token', { body: { grant_type: 'password' } })],
    ['ERR_OAUTH_REQUEST', () => at('POST', '/oauth2/token', { body: {} })],
    [
      'ERR_REDIRECT_URI',
      () =>
        at(
          'GET',
          `/oauth2/authorize?client_id=${site.publishableKey}&redirect_uri=https%3A%2F%2Felsewhere.example`,
        ),
    ],
    ['ERR_TOKEN_INVALID', () => at('GET', '/oauth2/userinfo')],
  ]

  test.each(refusals)('refuses: in the described form (%s)', async (code, makeCall) => {
    const call = makeCall()
    const { status, json } = await api.call(call)
    expect(ErrorAnswer.parse(json)).toEqual(json)
    expect(json.error).toBe(code)
    const sample = (await describeErrors(findEndpoint(call.method ?? '', call.path))).get(
      json.error as ErrorCode,
    )
    expect(sample?.status).toBe(status)
    expect(sample?.answer.code).toBe(json.code)
    expect(Object.keys(sample?.answer ?? {}).sort()).toEqual(Object.keys(json).sort())
  })

  /** Let every statement fail, while a test runs. */
  async function breakDatabase(fault: Error): Promise<void> {
    const held = globalThis as typeof globalThis & { palisadeDatabase?: Promise<Database> }
    const db = await held.palisadeDatabase
    if (!db) throw new Error('The API has no database.')
    const { query } = db.hot
    const hot = db.hot as { query: typeof query }
    hot.query = () => Promise.reject(fault)
    onTestFinished(() => {
      hot.query = query
    })
  }

  const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const unknown = basic(`pk_${'0'.repeat(32)}`)
  const clientId = `pk_${'1'.repeat(32)}`
  const asking: readonly ApiCall[] = [
    at('POST', '/auth/nonce', { body: { chain: 'ethereum', walletAddress: owl.address }, headers: unknown }),
    at('GET', '/chains', { headers: unknown }),
    at('POST', '/oauth2/revoke', { body: { token: 'a.b.c', client_id: clientId } }),
  ]

  test.each([
    ['ERR_DATABASE_AWAY', lost, 503],
    ['ERR_INTERNAL', new TypeError('password is hunter2'), 500],
  ] as const)('refuses: in the described form when its database fails (%s)', async (code, fault, status) => {
    await breakDatabase(fault)
    for (const call of asking) {
      const answer = await api.call(call)
      expect([call.path, answer.status, answer.json.error]).toEqual([call.path, status, code])
      expect(ErrorAnswer.parse(answer.json)).toEqual(answer.json)
      expect(answer.text).not.toContain('hunter2')
      const sample = (await describeErrors(findEndpoint(call.method ?? '', call.path))).get(code)
      expect(sample?.status).toBe(status)
      expect(sample?.answer.code).toBe(answer.json.code)
      expect(Object.keys(sample?.answer ?? {}).sort()).toEqual(Object.keys(answer.json).sort())
    }
    const { status: fixed } = await api.call(at('GET', '/.well-known/openid-configuration'))
    expect(fixed).toBe(200)
  })
})
