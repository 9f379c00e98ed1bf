import { describe, expect, test } from 'vitest'
import type { StandinOrder, StandinWebhook } from '../../../standin/shopify/state.ts'
import { settleWebhooks } from '../../../standin/shopify/webhooks/emitWebhook.ts'
import { CUSTOMER_ID, JACKET, MUG, openTestShop, type TestShop } from '../openTestShop.ts'

const TOPICS = [
  'orders/create',
  'orders/edited',
  'orders/cancelled',
  'refunds/create',
  'fulfillment_orders/order_routing_complete',
  'products/update',
  'products/delete',
  'collections/update',
  'discounts/update',
]

type Heard = { topic: string; payload: Record<string, unknown> }

/** A shop whose app has every scope and receives the webhooks that it subscribed to. */
function openHeardShop(
  includeFields: string[] = [],
): TestShop & { heard: Heard[]; hear: () => Promise<Heard[]> } {
  const opened = openTestShop()
  const heard: Heard[] = []
  const { state, shop } = opened
  state.webhooks.subscriptions = TOPICS.map((topic) => ({ topic, uri: `/webhooks/${topic}`, includeFields }))
  state.webhooks.deliver = async ({ topic, payload }: StandinWebhook) => {
    heard.push({ topic, payload: payload as Record<string, unknown> })
  }
  const scopes = [...state.scopes.required, ...state.scopes.optional]
  const tokens = { accessTokens: new Map(), refreshTokens: new Map(), refreshToken: null }
  shop.installation = { accessToken: 't', scopes, installedAt: '2026-11-25T00:00:00Z', ...tokens }
  const hear = async () => {
    await settleWebhooks(shop)
    return heard.splice(0)
  }
  return { ...opened, heard, hear }
}

async function buy({ ask, post }: TestShop): Promise<StandinOrder> {
  await post('/cart/add.js', {
    items: [{ id: JACKET.small, quantity: 2, properties: { _palisade: 'p' } }, { id: MUG.variantId }],
  })
  await post('/cart/update.js', { attributes: { _palisade: 'q' } })
  const answer = await ask('/checkout/complete', { method: 'POST', headers: { accept: 'application/json' } })
  return ((await answer.json()) as { order: StandinOrder }).order
}

const list = (heard: readonly Heard[]) => heard.map(({ topic }) => topic)
const lineOf = (order: StandinOrder, variantId: number) =>
  order.lines.find((line) => line.variantId === variantId)?.id ?? 0

describe('orderRoutes', () => {
  test('default', async () => {
    const opened = openHeardShop()
    const { token } = (await (await opened.ask('/cart.js')).json()) as { token: string }
    const order = await buy(opened)
    const [created, routed] = await opened.hear()
    expect(created).toMatchObject({
      topic: 'orders/create',
      payload: {
        id: order.id,
        cart_token: token.split('?')[0],
        source_name: 'web',
        note_attributes: [{ name: '_palisade', value: 'q' }],
        customer: null,
        cancelled_at: null,
      },
    })
    expect(created?.payload.line_items).toContainEqual(
      expect.objectContaining({
        product_id: JACKET.productId,
        quantity: 2,
        current_quantity: 2,
        properties: [{ name: '_palisade', value: 'p' }],
      }),
    )
    const [fulfillment] = opened.shop.fulfillmentOrders.values()
    const id = `gid://shopify/FulfillmentOrder/${fulfillment?.id}`
    expect(routed?.payload).toEqual({ fulfillment_order: { id, status: 'open' } })
    expect(fulfillment).toMatchObject({ orderId: order.id, status: 'OPEN', lines: [{}, {}] })
  })

  test('behavior: a refund reduces the order’s units and those still to be sent', async () => {
    const opened = openHeardShop()
    const order = await buy(opened)
    await opened.hear()
    const lines = [{ lineId: lineOf(order, JACKET.small), quantity: 1 }]
    await opened.post(`/standin/orders/${order.id}/refund`, { lines })
    const [refunded] = await opened.hear()
    expect(refunded).toMatchObject({
      topic: 'refunds/create',
      payload: { order_id: order.id, refund_line_items: [{ line_item_id: lines[0]?.lineId, quantity: 1 }] },
    })
    const [kept] = opened.shop.orders
    expect(kept).toMatchObject({ financialStatus: 'partially_refunded', cancelledAt: null })
    expect(kept?.lines.map((line) => [line.quantity, line.currentQuantity])).toContainEqual([2, 1])
    const [fulfillment] = opened.shop.fulfillmentOrders.values()
    expect(fulfillment?.lines.map((line) => line.remainingQuantity).sort()).toEqual([1, 1])
  })

  test('behavior: a cancelled order is refunded, not sent any more, and cancelled once', async () => {
    const opened = openHeardShop()
    const order = await buy(opened)
    await opened.hear()
    await opened.post(`/standin/orders/${order.id}/cancel`, {})
    expect(list(await opened.hear())).toEqual(['refunds/create', 'orders/cancelled'])
    expect(opened.shop.orders[0]?.lines.every((line) => line.currentQuantity === 0)).toBe(true)
    await opened.post(`/standin/orders/${order.id}/cancel`, {})
    expect(await opened.hear()).toEqual([])
  })

  test('behavior: an edit adds lines at full price and runs no Function', async () => {
    const opened = openHeardShop()
    const order = await buy(opened)
    await opened.hear()
    const remove = [{ lineId: lineOf(order, MUG.variantId), quantity: 1 }]
    await opened.post(`/standin/orders/${order.id}/edit`, { add: [{ variantId: JACKET.large }], remove })
    const [edited, routed] = await opened.hear()
    expect(edited).toMatchObject({
      topic: 'orders/edited',
      payload: {
        order_edit: {
          order_id: order.id,
          line_items: { additions: [{ delta: 1 }], removals: [{ delta: 1 }] },
        },
      },
    })
    expect(routed?.topic).toBe('fulfillment_orders/order_routing_complete')
    expect(opened.shop.orders[0]?.lines).toHaveLength(3)
  })

  test('behavior: staff and other apps create orders without a cart', async () => {
    const opened = openHeardShop()
    for (const source of ['draft', 'pos', 'api'] as const) {
      const lines = [
        { variantId: JACKET.small },
        { custom: { title: 'Engraving', price: '5.00', requiresShipping: false } },
      ]
      await opened.post('/standin/orders', { source, lines, customerId: CUSTOMER_ID })
    }
    expect(opened.shop.orders.map((order) => [order.sourceName, order.cartToken, order.total])).toEqual([
      ['shopify_draft_order', null, '125.00'],
      ['pos', null, '125.00'],
      ['5550001', null, '125.00'],
    ])
    expect(list(await opened.hear()).filter((topic) => topic === 'orders/create')).toHaveLength(3)
  })

  test('refuses: unknown orders and lines', async () => {
    const opened = openHeardShop()
    expect((await opened.ask('/standin/orders/1')).status).toBe(404)
    const body = JSON.stringify({ lines: [{ variantId: 1 }] })
    expect((await opened.ask('/standin/orders', { method: 'POST', body })).status).toBe(422)
    const order = await buy(opened)
    const lines = [{ lineId: 1, quantity: 1 }]
    expect(await opened.post(`/standin/orders/${order.id}/refund`, { lines })).toMatchObject({
      message: expect.stringContaining('no line 1'),
    })
  })
})

describe('faulty webhooks', () => {
  test('default', async () => {
    const opened = openHeardShop()
    await opened.post('/standin/webhooks', { loseNext: 1 })
    await buy(opened)
    expect(list(await opened.hear())).toEqual(['fulfillment_orders/order_routing_complete'])
    await opened.post('/standin/webhooks', { doubleNext: 1 })
    await buy(opened)
    expect(list(await opened.hear()).filter((topic) => topic === 'orders/create')).toHaveLength(2)
  })

  test('behavior: held webhooks arrive with their original content, the latest first', async () => {
    const opened = openHeardShop()
    await opened.post('/standin/webhooks', { isHeld: true })
    const order = await buy(opened)
    await opened.post(`/standin/orders/${order.id}/cancel`, {})
    expect(await opened.hear()).toEqual([])
    await opened.post('/standin/webhooks', { isHeld: false })
    const heard = await opened.hear()
    expect(list(heard)).toEqual([
      'orders/cancelled',
      'refunds/create',
      'fulfillment_orders/order_routing_complete',
      'orders/create',
    ])
    expect(heard.at(-1)?.payload.cancelled_at).toBeNull()
  })

  test('behavior: only subscribed fields are sent, and only within the scopes', async () => {
    const opened = openHeardShop(['id', 'line_items.id', 'fulfillment_order.id'])
    opened.shop.installation?.scopes.splice(0, Number.POSITIVE_INFINITY, 'read_orders')
    const order = await buy(opened)
    expect(await opened.hear()).toEqual([
      {
        topic: 'orders/create',
        payload: { id: order.id, line_items: order.lines.map(({ id }) => ({ id })) },
      },
    ])
    opened.shop.installation = null
    await buy(opened)
    expect(await opened.hear()).toEqual([])
    expect(opened.shop.webhooks.log.at(-1)).toMatchObject({ fate: 'not subscribed' })
  })
})

describe('catalogRoutes', () => {
  test('default', async () => {
    const opened = openHeardShop()
    const owner = `gid://shopify/Product/${JACKET.productId}`
    const texts = {
      id: 'gid://shopify/Metafield/1',
      createdAt: '',
      updatedAt: '',
      type: 'single_line_text_field',
    }
    const metafield = { ...texts, ownerGid: owner, namespace: 'app--4711', key: 'gates', value: '2a' }
    opened.shop.metafields.set(`${owner}|app--4711|gates`, metafield)
    const copy = await opened.post(`/standin/products/${JACKET.productId}/duplicate`, {})
    expect(opened.shop.metafields.get(`gid://shopify/Product/${copy.id}|app--4711|gates`)?.value).toBe('2a')
    await opened.post(`/standin/products/${JACKET.productId}/strip`, {})
    expect(opened.shop.metafields.has(`${owner}|app--4711|gates`)).toBe(false)
    await opened.ask(`/standin/products/${JACKET.productId}`, { method: 'DELETE' })
    expect(await opened.hear()).toMatchObject([
      { topic: 'products/update', payload: { id: JACKET.productId } },
      { topic: 'products/delete', payload: { id: JACKET.productId } },
    ])
  })

  test('behavior: a collection webhook says that the collection changed, not how', async () => {
    const opened = openHeardShop()
    const { id } = await opened.post('/standin/collections', {
      title: 'Members',
      productIds: [JACKET.productId],
    })
    await opened.post(`/standin/collections/${id}/products`, {
      add: [MUG.productId],
      remove: [JACKET.productId],
    })
    const [updated] = await opened.hear()
    expect(updated).toMatchObject({ topic: 'collections/update', payload: { id, title: 'Members' } })
    expect(updated?.payload).not.toHaveProperty('products')
    expect(opened.shop.collections.get(Number(id))?.productIds).toEqual([MUG.productId])
  })
})
