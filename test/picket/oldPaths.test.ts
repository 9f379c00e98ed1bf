import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet } from './signLogin.ts'

/* What the clients of spring 2022 send: the key in X-API-KEY, a token as bearer. documentedRequests.slow.test.ts has the rest. */
const owl = openWallet('owl')
let api: OpenedApi
let project: ApiProject
let other: ApiProject
let accessToken: string
beforeAll(async () => {
  api = await openApi()
  project = await api.makeProject()
  other = await api.makeProject({ name: 'Other' })
  accessToken = String((await logIn({ api, key: project.publishableKey, wallet: owl })).accessToken)
})
afterAll(() => api?.close())

const nonce = { method: 'GET', path: `/nonce/${owl.address}` }
const verify = (key: string, bearer = accessToken) =>
  api.call({
    ...{ method: 'GET', path: '/auth/verify' },
    headers: { 'x-api-key': key, authorization: `Bearer ${bearer}` },
  })

describe('the key in X-API-KEY', () => {
  test('default: counts at every address, and Basic comes before it', async () => {
    const headers = { 'x-api-key': project.publishableKey }
    expect((await api.call({ ...nonce, headers })).status).toBe(200)
    expect((await api.call({ method: 'GET', path: '/chains', headers })).status).toBe(200)
    const both = { ...basic(project.publishableKey), 'x-api-key': 'pk_nobody' }
    expect((await api.call({ ...nonce, headers: both })).status).toBe(200)
  })

  test('behavior: a page’s preflight lets it through', async () => {
    const headers = { origin: 'https://harbor.example', 'access-control-request-headers': 'x-api-key' }
    const answer = await api.call({ ...nonce, method: 'OPTIONS', headers })
    expect(answer.headers.get('access-control-allow-headers')).toContain('x-api-key')
  })

  test.each([
    ['an unknown key', 'pk_nobody', 'ERR_KEY_UNKNOWN'],
    ['a key of 10,000 characters', 'p'.repeat(10_000), 'ERR_KEY_UNKNOWN'],
  ])('refuses: %s', async (_, key, error) => {
    const answer = await api.call({ ...nonce, headers: { 'x-api-key': key } })
    expectRefusal({ answer, status: 401, error })
  })

  test('refuses: a page of another site (ERR_SITE_FORBIDDEN)', async () => {
    const headers = { 'x-api-key': project.publishableKey, origin: 'https://evil.example' }
    expectRefusal({ answer: await api.call({ ...nonce, headers }), status: 403, error: 'ERR_SITE_FORBIDDEN' })
  })

  test('refuses: a publishable key for balances (ERR_KEY_FORBIDDEN)', async () => {
    const headers = { 'x-api-key': project.publishableKey }
    const answer = await api.call({ path: '/ownership', headers, body: { walletAddress: owl.address } })
    expectRefusal({ answer, status: 403, error: 'ERR_KEY_FORBIDDEN' })
  })
})

test.each([
  [nonce.path, 'GET, HEAD'],
  ['/ownership', 'POST'],
  ['/auth/verify', 'GET, HEAD, POST'],
])('refuses: every method at %s but %s (ERR_METHOD)', async (path, allowed) => {
  const headers = basic(project.secretKey)
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const { status } = await api.call({ method, path, headers })
    expect([method, status === 405]).toEqual([method, !allowed.includes(method)])
  }
})

test('refuses: a body without a wallet at /ownership (ERR_BODY_INVALID)', async () => {
  const headers = basic(project.secretKey)
  const answer = await api.call({ path: '/ownership', headers, body: { allowedWallets: [owl.address] } })
  expectRefusal({ answer, status: 400, error: 'ERR_BODY_INVALID' })
})

describe('verify', () => {
  test('default: says whether a token of the project is valid', async () => {
    expect((await verify(project.publishableKey)).json).toEqual({ valid: true })
  })

  test('behavior: a token of another project, and a changed or revoked one, is not', async () => {
    expect((await verify(other.publishableKey)).json).toEqual({ valid: false })
    expect((await verify(project.publishableKey, `${accessToken.slice(0, -2)}AA`)).json).toEqual({
      valid: false,
    })
    const { accessToken: revoked } = await logIn({ api, key: project.publishableKey, wallet: owl })
    const headers = basic(project.publishableKey)
    await api.call({ path: '/oauth2/revoke', headers, body: { token: revoked } })
    expect((await verify(project.publishableKey, String(revoked))).json).toEqual({ valid: false })
  })

  test('refuses: a request without a token (ERR_BODY_INVALID)', async () => {
    const headers = basic(project.publishableKey)
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? {} : null
      const answer = await api.call({ method, path: '/auth/verify', headers, body })
      expectRefusal({ answer, status: 400, error: 'ERR_BODY_INVALID' })
    }
  })

  test('refuses: a bearer token without a key (ERR_KEY_UNKNOWN)', async () => {
    const headers = { authorization: `Bearer ${accessToken}` }
    const answer = await api.call({ method: 'GET', path: '/auth/verify', headers })
    expectRefusal({ answer, status: 401, error: 'ERR_KEY_UNKNOWN' })
  })
})
