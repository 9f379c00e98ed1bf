import { describe, expect, test, vi } from 'vitest'
import { createError } from '../../../app/core/errors/base.ts'
import { documentRoute } from '../../../app/picket/oauth/documentRoute.ts'
import { userInfoRoute } from '../../../app/picket/oauth/userInfoRoute.ts'
import { project } from '../../fakes/fakeApi.ts'

const run = vi.fn(async (_: { accessToken: string }) => ({ project, user: { sub: 'ethereum:0x1' } }))
const route = userInfoRoute({ run, door: { trustedProxies: 0 } })
const URL_ = 'https://palisade.example/api/v1/oauth2/userinfo'
const ask = (init: RequestInit = {}, query = '') =>
  route({ request: new Request(URL_ + query, init), params: {} })
const bearer = { authorization: 'Bearer a.b.c' }

describe('userInfoRoute', () => {
  test.each<[string, RequestInit]>([
    ['GET with a Bearer token', { headers: bearer }],
    ['POST with a Bearer token', { method: 'POST', headers: bearer }],
    ['POST with a form', { method: 'POST', body: new URLSearchParams({ access_token: 'a.b.c' }) }],
  ])('default: %s', async (_, init) => {
    const answer = await ask(init)
    expect([answer.status, await answer.json()]).toEqual([200, { sub: 'ethereum:0x1' }])
    expect(run).toHaveBeenLastCalledWith({ accessToken: 'a.b.c', clientAddress: null })
  })

  test.each<[string, RequestInit]>([
    ['a missing token', {}],
    ['Basic instead of Bearer', { headers: { authorization: 'Basic cGs=' } }],
  ])('refuses: %s (ERR_TOKEN_INVALID)', async (_, init) => {
    // Logs would keep a token in the URL, so it is not read there.
    const answer = await ask(init, '?access_token=a.b.c')
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="palisade", error="invalid_token"',
    ])
    expect(await answer.json()).toMatchObject({ error: 'ERR_TOKEN_INVALID', code: 'invalid_token' })
  })

  test('refuses: a token that has ended, and other methods', async () => {
    run.mockRejectedValueOnce(createError('ERR_TOKEN_INVALID', 'This access token has expired.'))
    expect((await ask({ headers: bearer })).status).toBe(401)
    expect((await ask({ method: 'DELETE', headers: bearer })).status).toBe(405)
  })

  test('behavior: pages on the project’s own domains may ask, others may not', async () => {
    const from = async (origin: string) => (await ask({ headers: { ...bearer, origin } })).status
    expect(await from('https://harbor.example')).toBe(200)
    expect(await from('https://evil.example')).toBe(403)
    expect((await ask({ method: 'OPTIONS', headers: { origin: 'https://any.example' } })).status).toBe(204)
  })
})

describe('documentRoute', () => {
  const document = documentRoute({ read: () => ({ keys: [] }), maxAgeSeconds: 60 })
  const read = (init: RequestInit = {}) =>
    document({ request: new Request('https://palisade.example/x', init) })

  test('default: any site may read and cache it', async () => {
    const answer = await read({ headers: { origin: 'https://any.example' } })
    expect([answer.status, Object.fromEntries(answer.headers), await answer.json()]).toEqual([
      200,
      {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'public, max-age=60',
        'access-control-allow-origin': '*',
      },
      { keys: [] },
    ])
  })

  test('refuses: other methods, but answers a preflight', async () => {
    expect((await read({ method: 'POST' })).status).toBe(405)
    expect((await read({ method: 'OPTIONS' })).status).toBe(204)
  })
})
