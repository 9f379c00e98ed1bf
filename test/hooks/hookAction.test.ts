import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { NotFoundError } from '../../app/core/errors/base.ts'
import type { HookDoor } from '../../app/hooks/hookAction.ts'
import { hookAction } from '../../app/hooks/hookAction.ts'
import { IdPayload } from '../../app/hooks/orderWire.ts'
import { CustomerPayload, ShopPayload, ShopRedactPayload } from '../../app/hooks/wire.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z') / 1000
const macUnder = (secret: string) => (body: string | Uint8Array) =>
  createHmac('sha256', secret).update(body).digest('base64')
const sign = macUnder('secret')
const door: HookDoor = { sign, isEqual: (a, b) => a === b, now: () => NOW }
const HARBOR = { id: 70012345678, myshopify_domain: 'harbor.myshopify.com' }
const BODY = JSON.stringify(HARBOR)

function webhook(body: string, over: Record<string, string | null> = {}, method = 'POST'): Request {
  const headers = {
    'x-shopify-topic': 'app/uninstalled',
    'x-shopify-shop-domain': 'harbor.myshopify.com',
    'x-shopify-hmac-sha256': sign(body),
    ...over,
  }
  const given = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null)
  return new Request('https://app.example/webhooks/app/uninstalled', {
    method,
    headers: given,
    ...(method === 'POST' ? { body } : {}),
  })
}
function make(calls: unknown[] = [], over: Partial<HookDoor> = {}) {
  return hookAction({
    door: { ...door, ...over },
    topic: 'app/uninstalled',
    schema: ShopPayload,
    run: async (event, payload) => {
      calls.push({ ...event, ...payload })
    },
  })
}
const triggered = (at: string) => webhook(BODY, { 'x-shopify-triggered-at': at })

describe('hookAction', () => {
  test('default: 200, empty, and the shop is the one that header and body name', async () => {
    const calls: unknown[] = []
    const response = await make(calls)({ request: webhook(BODY) })
    expect([response.status, await response.text()]).toEqual([200, ''])
    const shop = { myshopifyDomain: 'harbor.myshopify.com', shopId: 70012345678n }
    expect(calls).toEqual([{ ...shop, shopDomain: 'harbor.myshopify.com', triggeredAt: null }])
  })

  test('behavior: when it happened is Shopify’s word', async () => {
    const calls: unknown[] = []
    await make(calls)({ request: triggered('2026-11-25T13:10:00.123Z') })
    expect(calls).toMatchObject([{ triggeredAt: Date.parse('2026-11-25T13:10:00Z') / 1000 }])
  })

  test('behavior: a time that lies ahead counts as now, so that nothing later looks older', async () => {
    const calls: unknown[] = []
    await make(calls)({ request: triggered('2099-01-01T00:00:00Z') })
    expect(calls).toMatchObject([{ triggeredAt: NOW }])
  })

  test('behavior: the secret before this one is believed while it is set', async () => {
    const old = () => webhook(BODY, { 'x-shopify-hmac-sha256': macUnder('previous')(BODY) })
    const signPrevious = macUnder('previous')
    const answers = await Promise.all(
      [make([], { signPrevious }), make()].map((action) => action({ request: old() })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 401])
  })

  test('behavior: a late word of a shop that has left is answered 200', async () => {
    const run = async () => {
      throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.')
    }
    const action = hookAction({ door, topic: 'app/uninstalled', schema: ShopPayload, run })
    expect((await action({ request: webhook(BODY) })).status).toBe(200)
  })

  test.each<[string, string]>([
    ['a sample of Shopify’s, which names no shop', '{"id":548380009,"myshopify_domain":null}'],
    ['a sample with a placeholder', '{"id":548380009,"myshopify_domain":"{shop}.myshopify.com"}'],
    ['a shop’s number that JSON rounds', '{"id":70012345678123456789,"myshopify_domain":"a.myshopify.com"}'],
  ])('behavior: %s is answered 200 and nothing is done', async (_, body) => {
    const calls: unknown[] = []
    expect((await make(calls)({ request: webhook(body) })).status).toBe(200)
    expect(calls).toEqual([])
  })

  test.each<[string, Request, number, string]>([
    ['no signature', webhook(BODY, { 'x-shopify-hmac-sha256': null }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    [
      'another signature',
      webhook(BODY, { 'x-shopify-hmac-sha256': sign('{ }') }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    [
      'a signature of another secret',
      webhook(BODY, { 'x-shopify-hmac-sha256': macUnder('x')(BODY) }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    ['another topic', webhook(BODY, { 'x-shopify-topic': 'shop/redact' }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    ['no shop', webhook(BODY, { 'x-shopify-shop-domain': null }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    [
      'a shop that is none',
      webhook(BODY, { 'x-shopify-shop-domain': 'evil.example' }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    [
      'another shop than the body names',
      webhook(BODY, { 'x-shopify-shop-domain': 'other.myshopify.com' }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    ['a signed body that is no JSON', webhook('nonsense'), 400, 'ERR_BODY_INVALID'],
    ['the body of another topic', webhook('{"id":8101,"title":"A product"}'), 400, 'ERR_BODY_INVALID'],
    ['another method', webhook('', {}, 'GET'), 405, 'ERR_METHOD'],
  ])('refuses: %s', async (_, request, status, code) => {
    const calls: unknown[] = []
    const response = await make(calls)({ request })
    expect([response.status, await response.json()]).toEqual([status, { code, msg: expect.any(String) }])
    expect(calls).toEqual([])
  })
})

describe('what a payload names', () => {
  test('default: a shop by domain and number, a customer, orders', () => {
    const shop = { shop_id: 70012345678, shop_domain: 'Harbor.myshopify.com' }
    const named = { shopDomain: 'harbor.myshopify.com', shopId: 70012345678n }
    expect(ShopRedactPayload.parse(shop)).toEqual(named)
    expect(CustomerPayload.parse({ ...shop, customer: { id: 77 }, orders_to_redact: [1, 2 ** 60] })).toEqual({
      ...named,
      customerId: 77,
      orderIds: [1],
    })
  })

  test('behavior: a number that JSON rounds names nothing, never the number it is rounded to', () => {
    // 2^53 + 1 is read as 2^53.
    for (const text of ['9007199254740992', '9007199254740993', '820982911946154508']) {
      expect(IdPayload.parse(JSON.parse(`{"id":${text}}`))).toBeNull()
    }
    expect(IdPayload.parse(JSON.parse('{"id":9007199254740991}'))).toEqual({ id: 9007199254740991 })
  })
})
