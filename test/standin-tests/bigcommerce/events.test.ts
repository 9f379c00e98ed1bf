import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { MUG } from '../../standin/bigcommerce/seedStore.ts'
import {
  composeEvent,
  releaseEvents,
  settleEvents,
  signEvent,
} from '../../standin/bigcommerce/webhooks/emitEvent.ts'
import { installTestApp, openShopper, openTestStore } from './openTestStore.ts'

const ITEM = { productId: MUG.product, quantity: 1 }

async function openHooked(
  parameters: Parameters<typeof openTestStore>[0] = {},
  scope = 'store/order/created',
) {
  const opened = await openTestStore(parameters)
  const { call } = await installTestApp(opened)
  const destination = `${opened.appOrigin}/hooks`
  const hook = await call('POST', '/v3/hooks', { scope, destination, headers: { secret: 's' } })
  expect(hook.status, JSON.stringify(hook.body)).toBe(200)
  const buy = async () => {
    const shopper = openShopper(opened)
    await shopper.ask('POST', '/carts', { lineItems: [ITEM] })
    return (await shopper.buy()).order
  }
  const readHook = async () => (await call('GET', `/v3/hooks/${hook.body.data.id}`)).body.data
  return { opened, call, buy, readHook, destination, id: hook.body.data.id as number }
}

describe('webhooks', () => {
  test('default', async () => {
    const { opened, buy } = await openHooked()
    const order = await buy()
    await settleEvents(opened.store)
    const [sent] = opened.received
    expect(sent).toMatchObject({ method: 'POST', path: '/hooks', headers: { secret: 's' } })
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      scope: 'store/order/created',
      data: { type: 'order', id: order },
    })
    const signed = `${sent?.headers['webhook-id']}.${sent?.headers['webhook-timestamp']}.${sent?.body}`
    const mac = createHmac('sha256', opened.store.app.clientSecret).update(signed).digest('base64')
    expect(sent?.headers['webhook-signature']).toBe(`v1,${mac}`)
  })

  test('behavior: a webhook that fails is sent again, the same, until the app answers 2xx', async () => {
    let asked = 0
    const status = () => (++asked < 3 ? 500 : 204)
    const { opened, buy, readHook } = await openHooked({ status, knobs: { retryWaits: [1, 1, 1] } })
    await buy()
    await settleEvents(opened.store)
    expect(new Set(opened.received.map(({ body }) => body)).size).toBe(1)
    expect(new Set(opened.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(opened.store.events.deliveries.map(({ attempt, status: answer }) => [attempt, answer])).toEqual([
      [1, 500],
      [2, 500],
      [3, 204],
    ])
    expect((await readHook()).is_active).toBe(true)
  })

  test('behavior: after the last retry the webhook is inactive, until the app sets it active again', async () => {
    let answer = 500
    const { opened, call, buy, readHook, id } = await openHooked({
      status: () => answer,
      knobs: { retryWaits: [1] },
    })
    await buy()
    await settleEvents(opened.store)
    expect(opened.received).toHaveLength(2)
    expect((await readHook()).is_active).toBe(false)
    await buy()
    await settleEvents(opened.store)
    expect(opened.received).toHaveLength(2)
    answer = 200
    expect((await call('PUT', `/v3/hooks/${id}`, { is_active: true })).body.data.is_active).toBe(true)
    await buy()
    await settleEvents(opened.store)
    expect(opened.received).toHaveLength(3)
  })

  test('behavior: an app that never answers is asked again', async () => {
    const status = () => new Promise<number>(() => undefined)
    const { opened, buy } = await openHooked({ status, knobs: { retryWaits: [1], callbackTimeout: 30 } })
    await buy()
    await settleEvents(opened.store)
    expect(opened.store.events.deliveries).toMatchObject([
      { attempt: 1, status: null },
      { attempt: 2, status: null },
    ])
    expect(opened.received).toHaveLength(2)
  })

  test('behavior: events are lost, doubled and late when a test asks for it', async () => {
    const { opened, buy } = await openHooked()
    const steer = (body: object) =>
      fetch(`${opened.origin}/standin/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await steer({ lose: 1 })
    await buy()
    await steer({ settle: true })
    expect(opened.received).toHaveLength(0)
    await steer({ double: 1 })
    await buy()
    await steer({ settle: true })
    const hashes = opened.received.map(({ body }) => (JSON.parse(body) as { hash: string }).hash)
    expect(hashes).toHaveLength(2)
    expect(new Set(hashes).size).toBe(1)
    opened.received.splice(0)
    await steer({ hold: true })
    const orders = [await buy(), await buy()]
    await settleEvents(opened.store)
    expect(opened.received).toHaveLength(0)
    releaseEvents(opened.store)
    await settleEvents(opened.store)
    const ids = opened.received.map(({ body }) => (JSON.parse(body) as { data: { id: number } }).data.id)
    expect(ids.sort()).toEqual(orders.sort())
    expect(opened.store.events.log.map(({ fate }) => fate)).toContain('lost')
  })

  test('behavior: a folder of events has all of them, and nothing else', async () => {
    const { opened, buy } = await openHooked({}, 'store/cart/*')
    await buy()
    await settleEvents(opened.store)
    const scopes = opened.received.map(({ body }) => (JSON.parse(body) as { scope: string }).scope)
    expect(scopes.sort()).toEqual([
      'store/cart/converted',
      'store/cart/created',
      'store/cart/lineItem/created',
      'store/cart/updated',
    ])
  })

  test('behavior: an event has one hash at all its webhooks', async () => {
    const { opened, call, buy, destination } = await openHooked()
    await call('POST', '/v3/hooks', { scope: 'store/order/*', destination })
    await buy()
    await settleEvents(opened.store)
    const created = opened.received
      .map(({ body }) => JSON.parse(body) as { scope: string; hash: string })
      .filter(({ scope }) => scope === 'store/order/created')
    expect(created).toHaveLength(2)
    expect(created[0]?.hash).toBe(created[1]?.hash)
  })

  test('behavior: two changes of one order have one hash only if the knob says so', async () => {
    for (const hashOf of ['event', 'data'] as const) {
      const { opened, call, buy } = await openHooked({ knobs: { hashOf } }, 'store/order/updated')
      const order = await buy()
      await call('PUT', `/v2/orders/${order}`, { staff_notes: 'Checked.' })
      await settleEvents(opened.store)
      const hashes = opened.received.map(({ body }) => (JSON.parse(body) as { hash: string }).hash)
      expect([hashes.length, new Set(hashes).size]).toEqual([2, hashOf === 'event' ? 2 : 1])
    }
  })

  test('behavior: a new webhook waits for as long as the knob says', async () => {
    let now = 1_000_000
    const { opened, buy } = await openHooked({ now: () => now, knobs: { hookDelay: 60_000 } })
    await buy()
    await settleEvents(opened.store)
    expect(opened.received).toHaveLength(0)
    now += 60_000
    await buy()
    await settleEvents(opened.store)
    expect(opened.received).toHaveLength(1)
  })

  test('behavior: a test forges an event as a stranger would', async () => {
    const { opened } = await openHooked()
    const { store } = opened
    const body = composeEvent(store, 'store/order/created', { type: 'order', id: 999 })
    const parts = { id: 'x', at: 1, body }
    const forged = signEvent({ clientSecret: 'guessed', ...parts })
    expect(forged['webhook-signature']).not.toBe(
      signEvent({ clientSecret: store.app.clientSecret, ...parts })['webhook-signature'],
    )
    expect(store.orders.has(999)).toBe(false)
  })

  test('refuses: an unknown event, a strange address, a second one and an eleventh', async () => {
    const { call, destination } = await openHooked()
    const add = async (scope: string, to: string) =>
      (await call('POST', '/v3/hooks', { scope, destination: to })).status
    expect(await add('store/order/paid', destination)).toBe(422)
    expect(await add('store/order/updated', 'http://example.com/hooks')).toBe(422)
    expect(await add('store/order/updated', 'https://example.com:8443/hooks')).toBe(422)
    expect(await add('store/order/created', destination)).toBe(422)
    for (let at = 0; at < 9; at++) expect(await add('store/order/created', `${destination}/${at}`)).toBe(200)
    expect(await add('store/order/created', `${destination}/9`)).toBe(422)
    expect(await add('store/order/updated', 'https://example.com/hooks')).toBe(200)
    expect((await call('GET', '/v3/hooks?limit=4&page=3')).body).toMatchObject({
      data: [{}, {}, { scope: 'store/order/updated' }],
      meta: { pagination: { total: 11, total_pages: 3 } },
    })
  })

  test('behavior: a webhook is deleted once', async () => {
    const { call, id } = await openHooked()
    expect((await call('DELETE', `/v3/hooks/${id}`)).body.data.id).toBe(id)
    expect((await call('GET', `/v3/hooks/${id}`)).status).toBe(404)
    expect((await call('GET', '/v3/hooks')).body.data).toEqual([])
  })

  test('behavior: the merchant changes and deletes products, and carts are abandoned once', async () => {
    let now = Date.parse('2026-11-30T12:00:00Z')
    const { opened, call, destination } = await openHooked({ now: () => now }, 'store/product/*')
    await call('POST', '/v3/hooks', { scope: 'store/cart/abandoned', destination })
    const steer = (method: string, path: string, body = {}) =>
      fetch(`${opened.origin}/standin/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      })
    await openShopper(opened).ask('POST', '/carts', { lineItems: [ITEM] })
    now += 3_600_000
    expect((await steer('POST', `products/${MUG.product}`, { categories: [25] })).status).toBe(200)
    expect((await call('GET', '/v3/catalog/products?categories:in=25')).body.data).toHaveLength(2)
    expect((await steer('DELETE', `products/${MUG.product}`)).status).toBe(200)
    expect((await steer('DELETE', `products/${MUG.product}`)).status).toBe(404)
    for (let time = 0; time < 2; time++) await steer('POST', 'abandon')
    await settleEvents(opened.store)
    const scopes = opened.received.map(({ body }) => (JSON.parse(body) as { scope: string }).scope)
    expect(scopes.sort()).toEqual(['store/cart/abandoned', 'store/product/deleted', 'store/product/updated'])
  })
})
