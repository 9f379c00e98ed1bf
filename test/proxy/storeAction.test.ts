import { expect, test } from 'vitest'
import { z } from 'zod'
import { NotFoundError } from '../../app/core/errors/base.ts'
import { type StoreCaller, type StoreDoor, storeAction } from '../../app/proxy/storeAction.ts'

const STORE = 'store-abc123.mybigcommerce.com'
const door: StoreDoor = {
  trustedProxies: 0,
  ceiling: { run: async (_turn, work) => work() },
  listHosts: async (domain) => {
    if (domain !== STORE) throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'Unknown.')
    return ['shop.example', STORE]
  },
  findCustomer: ({ token }) => (token === 'signed' ? '4927' : null),
}

function openAction() {
  const calls: StoreCaller[] = []
  const action = storeAction({
    ...{ door, turn: 'later' as const, schema: z.object({ gates: z.array(z.number()) }) },
    run: async (caller, { gates }) => {
      calls.push(caller)
      return gates.length
    },
    format: (count) => ({ count }),
  })
  const send = async (
    headers: Record<string, string>,
    { method = 'POST', store = 'abc123', body = '{"gates":[1]}' } = {},
  ) => {
    const url = `https://palisade.example/bigcommerce/${store}/api/v1/storefront/unlock`
    const request = new Request(url, { method, headers, ...(method === 'POST' && { body }) })
    const context = { remoteAddress: '203.0.113.7' }
    const response = await action({ request, params: { store }, context })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }
  return { calls, send }
}
const OWN = { origin: 'https://shop.example', 'content-type': 'application/json' }

test('default: a page of the store is answered, with the customer for whom the store vouches', async () => {
  const { calls, send } = openAction()
  const answer = await send({ ...OWN, 'x-palisade-customer': 'signed' })
  expect([answer.status, answer.body]).toEqual([200, { count: 1 }])
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  await send({ ...OWN, 'x-palisade-customer': 'forged' })
  const caller = { myshopifyDomain: STORE, requestedDomain: 'shop.example', clientAddress: '203.0.113.7' }
  expect(calls).toEqual([
    { ...caller, customerId: '4927' },
    { ...caller, customerId: null },
  ])
})

test('behavior: a browser’s question before the request is answered to every site', async () => {
  const { calls, send } = openAction()
  const answer = await send({ origin: 'https://evil.example' }, { method: 'OPTIONS' })
  expect([answer.status, answer.headers.get('access-control-allow-headers')]).toEqual([
    204,
    'content-type, x-palisade-customer',
  ])
  expect(calls).toEqual([])
})

test('refuses: another site, a request without one, and a store that nobody knows', async () => {
  const { calls, send } = openAction()
  const codeOf = async (...asked: Parameters<typeof send>) => {
    const { status, body } = await send(...asked)
    return [status, body?.code]
  }
  expect(await codeOf({ ...OWN, origin: 'https://evil.example' })).toEqual([403, 'ERR_SITE_FORBIDDEN'])
  // A page of the store that came without TLS may be somebody else's.
  for (const origin of ['http://shop.example', 'ftp://shop.example', 'http://localhost'])
    expect(await codeOf({ ...OWN, origin })).toEqual([403, 'ERR_SITE_FORBIDDEN'])
  expect(await codeOf({ ...OWN, origin: 'null' })).toEqual([403, 'ERR_SITE_FORBIDDEN'])
  expect(await codeOf({ 'content-type': 'application/json' })).toEqual([403, 'ERR_SITE_FORBIDDEN'])
  expect(await codeOf(OWN, { store: 'another' })).toEqual([404, 'ERR_SHOP_NOT_FOUND'])
  expect(await codeOf(OWN, { store: 'x.y' })).toEqual([404, 'ERR_SHOP_NOT_FOUND'])
  expect(await codeOf(OWN, { body: '{' })).toEqual([400, 'ERR_BODY_INVALID'])
  expect(await codeOf(OWN, { method: 'GET' })).toEqual([405, 'ERR_METHOD'])
  expect(calls).toEqual([])
})
