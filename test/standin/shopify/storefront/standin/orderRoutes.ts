import { type Context, Hono } from 'hono'
import { askValidations } from '../../checkout/askValidations.ts'
import { buildOrder } from '../../checkout/order/buildOrder.ts'
import { cancelOrder } from '../../checkout/order/cancelOrder.ts'
import { editOrder } from '../../checkout/order/editOrder.ts'
import { placeOrder } from '../../checkout/order/placeOrder.ts'
import { priceStaffOrder, type StaffLine } from '../../checkout/order/priceStaffOrder.ts'
import { refundOrder } from '../../checkout/order/refundOrder.ts'
import type { PricedCart } from '../../checkout/priceCart.ts'
import { type StandinOrder, shopNow } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { formatOrder } from '../../webhooks/formatOrder.ts'
import type { StorefrontContext } from '../context.ts'

// Shopify's `source_name` of each kind; an order by the API has the id of the app that made it.
const SOURCES = { api: '5550001', pos: 'pos', draft: 'shopify_draft_order' } as const

type Units = { lineId: number; quantity: number }

/**
 * Routes with which a test acts as the shop's staff: list orders, make one without a checkout, cancel, refund and edit
 * them.
 */
export function orderRoutes(context: StorefrontContext): Hono {
  const { state, shop } = context
  const app = new Hono()
  const find = (c: Context) => shop.orders.find((order) => String(order.id) === c.req.param('id'))
  const missing = (c: Context) => c.json({ message: 'The shop has no such order.' }, 404)
  const read = async <T>(c: Context) => (await c.req.json().catch(() => ({}))) as Partial<T>

  app.get('/standin/orders', (c) => c.json({ orders: shop.orders.map((order) => show(context, order)) }))
  app.get('/standin/orders/:id', (c) => {
    const order = find(c)
    return order ? c.json(show(context, order)) : missing(c)
  })
  app.post('/standin/orders', async (c) => {
    const body = await read<StaffOrder>(c)
    const { lines = [], customerId = null, attributes = {}, source = 'draft' } = body
    const priced = priceStaffOrder({ shop, lines, customerId, attributes })
    const errors = source === 'draft' ? askForDraft(context, priced) : []
    if (errors.length > 0) return c.json({ errors }, 422)
    const order = buildOrder({ shop, priced, sourceName: SOURCES[source], cartToken: null })
    placeOrder({ state, shop, order })
    return c.json(show(context, order), 201)
  })
  app.post('/standin/orders/:id/cancel', async (c) => {
    const order = find(c)
    if (!order) return missing(c)
    const { isRefunded = true, isRestocked = true } = await read<{
      isRefunded: boolean
      isRestocked: boolean
    }>(c)
    cancelOrder({ state, shop, order, reason: 'customer', isRefunded, isRestocked })
    return c.json(show(context, order))
  })
  app.post('/standin/orders/:id/refund', async (c) => {
    const order = find(c)
    if (!order) return missing(c)
    const { lines = [] } = await read<{ lines: Units[] }>(c)
    refundOrder({ state, shop, order, lines })
    return c.json(show(context, order))
  })
  app.post('/standin/orders/:id/edit', async (c) => {
    const order = find(c)
    if (!order) return missing(c)
    const { add = [], remove = [] } = await read<{ add: StaffLine[]; remove: Units[] }>(c)
    editOrder({ context, order, add, remove })
    return c.json(show(context, order))
  })
  app.post('/standin/orders/:id/resend', async (c) => {
    const order = find(c)
    if (!order) return missing(c)
    const { topic = 'orders/create' } = await read<{ topic: string }>(c)
    emitWebhook({ state, shop, topic, payload: formatOrder({ shop, order }) })
    return c.body(null, 202)
  })
  app.onError((error, c) => {
    if (error instanceof RangeError) return c.json({ message: error.message }, 422)
    throw error
  })
  return app
}

/** Asks the validations about a draft order, if the shop's knob says that Shopify does. */
function askForDraft(context: StorefrontContext, { cart, lines, decimals }: PricedCart) {
  const { shop } = context
  if (shop.knobs.draftOrders === 'unchecked') return []
  const step = shop.knobs.draftOrders === 'no-step' ? null : 'CHECKOUT_COMPLETION'
  const now = shopNow(shop)
  return askValidations({ context, cart, step, lines, groups: [], decimals, now, functionRuns: [] })
}

type StaffOrder = {
  source: keyof typeof SOURCES
  lines: StaffLine[]
  customerId: number | null
  attributes: Record<string, string>
}

function show({ shop }: StorefrontContext, order: StandinOrder) {
  const ownerGid = `gid://shopify/Order/${order.id}`
  const metafields = [...shop.metafields.values()].filter((one) => one.ownerGid === ownerGid)
  return {
    ...order,
    metafields: metafields.map(({ namespace, key, type, value }) => ({ namespace, key, type, value })),
    fulfillmentOrders: [...shop.fulfillmentOrders.values()].filter((one) => one.orderId === order.id),
  }
}
