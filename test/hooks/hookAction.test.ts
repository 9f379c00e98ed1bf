import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { NotFoundError } from '../../app/core/errors/base.ts'
import { type HookDoor, type HookEvent, hookAction, hookTopic } from '../../app/hooks/hookAction.ts'
import { HOOK_TOPICS } from '../../app/hooks/topics.ts'
import { CustomerPayload, IdPayload, ShopPayload, ShopRedactPayload } from '../../app/hooks/wire.ts'
import { override } from '../fakes/fake.ts'
import { fakeContext, shop } from '../fakes/fakeContext.ts'

const NOW = Date.parse('2026-11-28T12:00:00Z') / 1000
const macUnder = (secret: string) => (body: string | Uint8Array) =>
  createHmac('sha256', secret).update(body).digest('base64')
const sign = macUnder('secret')
const door: HookDoor = {
  sign,
  isEqual: (a, b) => a === b,
  now: () => NOW,
  // No port answers: the tests replace the work of a topic with a call that they record.
  shopContext: () => fakeContext().ctx,
}
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
type Run = (event: HookEvent, payload: object) => Promise<void>
function makeTopic(run: Run, over: Partial<HookDoor> = {}, splat = 'app/uninstalled') {
  const topics = { 'app/uninstalled': hookTopic(ShopPayload, (_ctx, event, payload) => run(event, payload)) }
  const action = hookAction({ door: { ...door, ...over }, topics })
  return ({ request }: { request: Request }) => action({ request, params: { '*': splat } })
}
function make(calls: unknown[] = [], over: Partial<HookDoor> = {}, splat?: string) {
  const run: Run = async (event, payload) => {
    calls.push({ ...event, ...payload })
  }
  return makeTopic(run, over, splat)
}
const triggered = (at: string) => webhook(BODY, { 'x-shopify-triggered-at': at })

describe('hookAction', () => {
  test('default: 200 with an empty body, for the shop that header and body name', async () => {
    const calls: unknown[] = []
    const response = await make(calls)({ request: webhook(BODY) })
    expect([response.status, await response.text()]).toEqual([200, ''])
    const shop = { myshopifyDomain: 'harbor.myshopify.com', shopId: 70012345678n }
    expect(calls).toEqual([{ ...shop, shopDomain: 'harbor.myshopify.com', triggeredAt: null }])
  })

  test('behavior: the time of the event is the one in Shopify’s header', async () => {
    const calls: unknown[] = []
    await make(calls)({ request: triggered('2026-11-25T13:10:00.123Z') })
    expect(calls).toMatchObject([{ triggeredAt: Date.parse('2026-11-25T13:10:00Z') / 1000 }])
  })

  test('behavior: a time in the future counts as now, so that no later event looks older', async () => {
    const calls: unknown[] = []
    await make(calls)({ request: triggered('2099-01-01T00:00:00Z') })
    expect(calls).toMatchObject([{ triggeredAt: NOW }])
  })

  test('behavior: the previous secret is accepted while it is set', async () => {
    const old = () => webhook(BODY, { 'x-shopify-hmac-sha256': macUnder('previous')(BODY) })
    const signPrevious = macUnder('previous')
    const answers = await Promise.all(
      [make([], { signPrevious }), make()].map((action) => action({ request: old() })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 401])
  })

  test('behavior: a late webhook of a shop that has left is answered 200', async () => {
    const run = async () => {
      throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.')
    }
    expect((await makeTopic(run)({ request: webhook(BODY) })).status).toBe(200)
  })

  test.each<[string, string]>([
    ['Shopify’s sample without a shop', '{"id":548380009,"myshopify_domain":null}'],
    ['Shopify’s sample with a placeholder', '{"id":548380009,"myshopify_domain":"{shop}.myshopify.com"}'],
    ['a shop id that JSON rounds', '{"id":70012345678123456789,"myshopify_domain":"a.myshopify.com"}'],
  ])('behavior: %s is answered 200 and does nothing', async (_, body) => {
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
      'a signature under another secret',
      webhook(BODY, { 'x-shopify-hmac-sha256': macUnder('x')(BODY) }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    ['another topic', webhook(BODY, { 'x-shopify-topic': 'shop/redact' }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    ['no shop', webhook(BODY, { 'x-shopify-shop-domain': null }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    [
      'an invalid shop',
      webhook(BODY, { 'x-shopify-shop-domain': 'evil.example' }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    [
      'a shop other than the body’s',
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

describe('the URLs of webhooks', () => {
  test.each(['APP/Uninstalled', 'app/uninstalled/', 'app/uninstalled//'])(
    'behavior: %s is found, as the router matches URLs',
    async (splat) => {
      expect((await make([], {}, splat)({ request: webhook(BODY) })).status).toBe(200)
    },
  )

  test.each(['', 'nothing', 'app', '/app/uninstalled', 'app/uninstalled/more', 'constructor', '__proto__'])(
    'refuses: %j, whatever the method (ERR_NOT_FOUND)',
    async (splat) => {
      for (const method of ['POST', 'GET']) {
        const calls: unknown[] = []
        const response = await make(calls, {}, splat)({ request: webhook(BODY, {}, method) })
        expect([response.status, await response.json()]).toMatchObject([404, { code: 'ERR_NOT_FOUND' }])
        expect(calls).toEqual([])
      }
    },
  )
})

describe('the work of each topic', () => {
  const ORDER_ID = 5001
  const named = { shop_id: HARBOR.id, shop_domain: HARBOR.myshopify_domain }
  const whole = (kind: string) => ({ kind, key: 'shop' })
  const job = (kind: string, id: number) => ({ kind, key: String(id) })
  const told = { cartToken: 'c1', customerId: 77, isTold: true }
  const order = { id: ORDER_ID, cart_token: 'c1', customer: { id: 77 } }

  const gidOf = (id: number) => `gid://shopify/Customer/${id}`
  const mergeOf = (kept: number, deleted: number) => ({
    admin_graphql_api_customer_kept_id: gidOf(kept),
    admin_graphql_api_customer_deleted_id: gidOf(deleted),
  })

  test('behavior: a merge that names no two customers is ignored', () => {
    for (const payload of [mergeOf(77, 77), { ...mergeOf(1, 2), admin_graphql_api_customer_kept_id: 'x' }])
      expect(HOOK_TOPICS['customers/merge'](payload)).toBeNull()
  })

  test.each<[keyof typeof HOOK_TOPICS, object, object]>([
    ['orders/create', order, { ...job('order', ORDER_ID), payload: told }],
    ['orders/cancelled', order, { ...job('order', ORDER_ID), payload: told }],
    ['orders/edited', { order_edit: { order_id: ORDER_ID } }, job('order', ORDER_ID)],
    ['refunds/create', { order_id: ORDER_ID }, job('order', ORDER_ID)],
    ['products/create', { id: 8101 }, job('product', 8101)],
    ['products/update', { id: 8101 }, job('product', 8101)],
    ['products/delete', { id: 8101 }, job('product', 8101)],
    ['collections/update', { id: 901 }, job('collection', 901)],
    ['collections/delete', { id: 901 }, job('collection', 901)],
    ['fulfillment_orders/order_routing_complete', {}, whole('hold')],
    ['customers/delete', { id: 77 }, job('customers', 77)],
    ['customers/merge', mergeOf(78, 77), { kind: 'customers', key: '77 78' }],
    ['discounts/update', {}, whole('reconcile')],
    ['discounts/delete', {}, whole('reconcile')],
    ['domains/create', {}, whole('reconcile')],
    ['domains/update', {}, whole('reconcile')],
    ['domains/destroy', {}, whole('reconcile')],
  ])('default: %s queues its job', async (topic, payload, expected) => {
    const added: unknown[] = []
    const { ctx } = fakeContext({ now: NOW })
    const jobs = { add: async (job: object) => void added.push(job) }
    const event = { myshopifyDomain: shop.myshopifyDomain, triggeredAt: null }
    await HOOK_TOPICS[topic](payload)?.run(override(ctx, { jobs }), event)
    expect(added).toEqual([{ shopId: shop.id, runAt: NOW, ...expected }])
  })

  test.each([
    { told: 'ten minutes ago, by a clock that is right', triggeredAt: NOW - 600, runAt: NOW - 600 },
    { told: 'yesterday', triggeredAt: NOW - 86_400, runAt: NOW - 3_600 },
  ])('behavior: an order that Shopify told $told is due since then, an hour at most', async (told) => {
    const added: unknown[] = []
    const { ctx } = fakeContext({ now: NOW })
    const jobs = { add: async (job: object) => void added.push(job) }
    const event = { myshopifyDomain: shop.myshopifyDomain, triggeredAt: told.triggeredAt }
    await HOOK_TOPICS['refunds/create']({ order_id: 55 })?.run(override(ctx, { jobs }), event)
    expect(added).toEqual([{ shopId: shop.id, kind: 'order', key: '55', runAt: told.runAt }])
  })

  test('default: app/uninstalled, shop/redact and customers/redact run their flows', async () => {
    const calls: unknown[] = []
    const note = (name: string) => async (parameters: object) => {
      calls.push([name, parameters])
      return []
    }
    const { ctx: base } = fakeContext({ now: NOW })
    const privacy = {
      ...base.privacy,
      deleteShop: async (parameters: object) => void (await note('deleteShop')(parameters)),
      redactCustomer: note('redactCustomer'),
    }
    const shops = {
      ...base.shops,
      uninstall: async (parameters: object) => void (await note('uninstall')(parameters)),
    }
    const ctx = { ...base, privacy, shops }
    const event = { myshopifyDomain: 'harbor.myshopify.com', triggeredAt: NOW - 5 }
    await HOOK_TOPICS['app/uninstalled'](HARBOR)?.run(ctx, event)
    await HOOK_TOPICS['shop/redact'](named)?.run(ctx, event)
    await HOOK_TOPICS['customers/redact']({ ...named, customer: { id: 77 } })?.run(ctx, event)
    expect(calls).toMatchObject([
      ['uninstall', { shopId: 70012345678n, at: NOW - 5 }],
      ['deleteShop', { shopId: 70012345678n }],
      ['redactCustomer', { shopId: 70012345678n, customerId: 77, orderIds: [] }],
    ])
  })
})

describe('what a payload names', () => {
  test('default: a payload names a shop by domain and id, a customer and orders', () => {
    const shop = { shop_id: 70012345678, shop_domain: 'Harbor.myshopify.com' }
    const named = { shopDomain: 'harbor.myshopify.com', shopId: 70012345678n }
    expect(ShopRedactPayload.parse(shop)).toEqual(named)
    expect(CustomerPayload.parse({ ...shop, customer: { id: 77 }, orders_to_redact: [1, 2 ** 60] })).toEqual({
      ...named,
      customerId: 77,
      orderIds: [1],
    })
  })

  test('behavior: an id that JSON rounds is null, never the rounded id', () => {
    // 2^53 + 1 is read as 2^53.
    for (const text of ['9007199254740992', '9007199254740993', '820982911946154508']) {
      expect(IdPayload.parse(JSON.parse(`{"id":${text}}`))).toBeNull()
    }
    expect(IdPayload.parse(JSON.parse('{"id":9007199254740991}'))).toEqual({ id: 9007199254740991 })
  })
})
