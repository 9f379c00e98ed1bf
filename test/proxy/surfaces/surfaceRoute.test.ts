import { expect, test } from 'vitest'
import { z } from 'zod'
import { type SurfaceDoor, surfaceRoute } from '../../../app/proxy/surfaces/surfaceRoute.ts'

const door: SurfaceDoor = {
  verify: (token) =>
    token === 'good' ? { myshopifyDomain: 'harbor.myshopify.com', customerId: null } : null,
  ceiling: { run: (_turn, run) => run() },
  trustedProxies: 1,
}
const route = surfaceRoute({
  ...{ door, schema: z.object({ order: z.string() }) },
  run: async ({ clientAddress }, { order }) => ({ order, clientAddress }),
  format: (result) => result,
})
const ask = (init: RequestInit) =>
  route({
    request: new Request('https://app.example/surfaces/order', init),
    context: { remoteAddress: '10.0.0.1' },
  })
const GOOD = { authorization: 'Bearer good', 'x-forwarded-for': '198.51.100.1, 203.0.113.9' }

test('default: any page may read the answer to a token, and limits count the client', async () => {
  const answer = await ask({ method: 'POST', headers: GOOD, body: '{"order":"1"}' })
  expect(await answer.json()).toEqual({ order: '1', clientAddress: '203.0.113.9' })
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('default: a preflight allows the token and JSON', async () => {
  const answer = await ask({ method: 'OPTIONS' })
  expect(answer.status).toBe(204)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type',
  })
})

test.each<[string, RequestInit, number, string]>([
  ['another method', { method: 'GET', headers: GOOD }, 405, 'ERR_METHOD'],
  ['no token', { method: 'POST', body: '{"order":"1"}' }, 401, 'ERR_TOKEN_INVALID'],
  ['another scheme', { method: 'POST', headers: { authorization: 'Basic good' } }, 401, 'ERR_TOKEN_INVALID'],
  ['a bad token', { method: 'POST', headers: { authorization: 'Bearer bad' } }, 401, 'ERR_TOKEN_INVALID'],
  ['no JSON', { method: 'POST', headers: GOOD, body: 'x' }, 400, 'ERR_BODY_INVALID'],
  ['another body', { method: 'POST', headers: GOOD, body: '{"order":1}' }, 400, 'ERR_BODY_INVALID'],
  ['a long body', { method: 'POST', headers: GOOD, body: 'x'.repeat(5_000) }, 413, 'ERR_BODY_TOO_LARGE'],
])('refuses: %s, and its page may read why', async (_, init, status, code) => {
  const answer = await ask(init)
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code])
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
})
