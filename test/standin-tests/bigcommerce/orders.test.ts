import { describe, expect, test } from 'vitest'
import { JACKET, MUG } from '../../standin/bigcommerce/seedStore.ts'
import { settleEvents } from '../../standin/bigcommerce/webhooks/emitEvent.ts'
import { installTestApp, openShopper, openTestStore } from './openTestStore.ts'

async function openOrder(parameters: Parameters<typeof openTestStore>[0] = {}) {
  const opened = await openTestStore(parameters)
  const { call } = await installTestApp(opened)
  const rules = [{ action: { cart_items: { discount: { percentage_amount: '10' } } } }]
  const promotion = await call('POST', '/v3/promotions', {
    name: 'Holders',
    redemption_type: 'COUPON',
    rules,
  })
  const codes = `/v3/promotions/${promotion.body.data.id}/codes`
  await call('POST', codes, { code: 'HOLDER', max_uses: 1 })
  const shopper = openShopper(opened)
  const lineItems = [{ productId: JACKET.product, variantId: JACKET.small, quantity: 3 }]
  const cart = await shopper.ask('POST', '/carts', { lineItems })
  await shopper.ask('POST', `/checkouts/${cart.body.id}/coupons`, { couponCode: 'HOLDER' })
  await call('POST', '/v3/hooks', { scope: 'store/order/*', destination: `${opened.appOrigin}/hooks` })
  const { order } = await shopper.buy()
  const readStock = () => opened.store.products.get(JACKET.product)?.variants[0]?.stock
  const readUses = async () => (await call('GET', codes)).body.data[0].current_uses as number
  const listEvents = async () => {
    await settleEvents(opened.store)
    return opened.received.splice(0).map(({ body }) => JSON.parse(body))
  }
  await listEvents()
  return { opened, call, order, path: `/v2/orders/${order}`, readStock, readUses, listEvents }
}

describe('an order of the stand-in', () => {
  test('default', async () => {
    const { call, path, order, listEvents } = await openOrder()
    const held = await call('PUT', path, { status_id: 12, staff_notes: 'The wallet was not checked.' })
    expect(held.body).toMatchObject({
      id: order,
      status_id: 12,
      status: 'Manual Verification Required',
      staff_notes: 'The wallet was not checked.',
    })
    const events = await listEvents()
    expect(events).toHaveLength(2)
    expect(events).toContainEqual(
      expect.objectContaining({
        scope: 'store/order/statusUpdated',
        data: { type: 'order', id: order, status: { previous_status_id: 11, new_status_id: 12 } },
      }),
    )
    await call('PUT', path, { staff_notes: 'Checked.', status_id: 12 })
    expect((await listEvents()).map(({ scope }) => scope)).toEqual(['store/order/updated'])
  })

  test('behavior: cancelling gives stock and the code’s use back only if the knobs say so', async () => {
    for (const back of [false, true]) {
      const knobs = { cancelRestocks: back, cancelReturnsUse: back }
      const { call, path, readStock, readUses } = await openOrder({ knobs })
      expect([readStock(), await readUses()]).toEqual([37, 1])
      await call('PUT', path, { status_id: 5 })
      await call('PUT', path, { status_id: 5 })
      expect([readStock(), await readUses()]).toEqual(back ? [40, 0] : [37, 1])
    }
  })

  test('behavior: a refund moves money and the status, and no stock', async () => {
    const { call, order, path, readStock, listEvents } = await openOrder()
    const [line] = (await call('GET', `${path}/products`)).body
    expect(line).toMatchObject({
      applied_discounts: [{ code: 'HOLDER', amount: '36.0000', target: 'product' }],
    })
    const refunds = `/v3/orders/${order}/payment_actions`
    const items = [{ item_type: 'PRODUCT', item_id: line.id, quantity: 1 }]
    const quote = await call('POST', `${refunds}/refund_quotes`, { items })
    expect(quote.body.data).toMatchObject({ total_refund_amount: 108, total_refund_tax_amount: 0 })
    const [[method]] = quote.body.data.refund_methods
    const { provider_id, amount, offline } = method
    const made = await call('POST', `${refunds}/refunds`, {
      items,
      payments: [{ provider_id, amount, offline }],
    })
    expect(made).toMatchObject({ status: 201, body: { data: { total_amount: 108, order_id: order } } })
    expect((await call('GET', path)).body).toMatchObject({ status_id: 14, refunded_amount: '108.0000' })
    expect((await call('GET', `${path}/products`)).body[0]).toMatchObject({
      quantity_refunded: 1,
      is_refunded: false,
    })
    expect((await listEvents()).map(({ scope }) => scope).sort()).toEqual([
      'store/order/refund/created',
      'store/order/statusUpdated',
      'store/order/updated',
    ])
    const rest = [
      { item_type: 'PRODUCT', item_id: line.id, quantity: 2 },
      { item_type: 'SHIPPING', item_id: order, amount: 10 },
    ]
    const payments = [{ provider_id, amount: 226, offline }]
    expect((await call('POST', `${refunds}/refunds`, { items: rest, payments })).status).toBe(201)
    expect((await call('GET', path)).body).toMatchObject({ status_id: 4, payment_status: 'refunded' })
    expect((await call('GET', `${refunds}/refunds`)).body.data).toHaveLength(2)
    expect(readStock()).toBe(37)
  })

  test('refuses: a refund of more than there is, of other amounts than quoted, and of an unpaid order', async () => {
    const { opened, call, order, path } = await openOrder()
    const [line] = (await call('GET', `${path}/products`)).body
    const refunds = `/v3/orders/${order}/payment_actions`
    const quote = async (quantity: number) =>
      (
        await call('POST', `${refunds}/refund_quotes`, {
          items: [{ item_type: 'PRODUCT', item_id: line.id, quantity }],
        })
      ).status
    expect(await quote(4)).toBe(422)
    expect(await quote(0)).toBe(422)
    const items = [{ item_type: 'PRODUCT', item_id: line.id, quantity: 1 }]
    const wrong = await call('POST', `${refunds}/refunds`, {
      items,
      payments: [{ provider_id: 'custom', amount: 1, offline: true }],
    })
    expect(wrong).toMatchObject({ status: 422, body: { data: [{ status: 422 }] } })
    expect((await call('POST', '/v3/orders/1/payment_actions/refund_quotes', { items })).status).toBe(404)
    await call('PUT', path, { status_id: 7 })
    expect(await quote(1)).toBe(422)
    expect(opened.store.orders.get(order ?? 0)?.refunds).toEqual([])
  })

  test('behavior: orders are listed by what is asked, and an empty list has no body', async () => {
    let now = Date.parse('2026-11-30T12:00:00Z')
    const { call, order } = await openOrder({ now: () => now })
    now += 60_000
    expect((await call('GET', '/v2/orders?status_id=11')).body).toMatchObject([{ id: order }])
    expect((await call('GET', '/v2/orders?sort=date_modified:desc')).body).toMatchObject([{ id: order }])
    expect((await call('GET', '/v2/orders?sort=total')).status).toBe(400)
    expect((await call('GET', `/v2/orders?min_id=${order}&max_id=${order}`)).body).toHaveLength(1)
    const since = encodeURIComponent('2026-11-30T12:00:30+00:00')
    expect(await call('GET', `/v2/orders?min_date_modified=${since}`)).toMatchObject({
      status: 204,
      body: null,
    })
    expect((await call('GET', '/v2/orders?customer_id=77')).status).toBe(204)
    expect((await call('GET', '/v2/orders/1')).body).toEqual([
      { status: 404, message: 'The requested resource was not found.' },
    ])
    expect((await call('PUT', '/v2/orders/1', { status_id: 5 })).status).toBe(404)
  })

  test('behavior: an order tells a discount of the cart, of items and of shipping apart', async () => {
    const opened = await openTestStore()
    const { call } = await installTestApp(opened)
    const buy = async (action: object) => {
      const draft = { name: 'Holders', redemption_type: 'COUPON', rules: [{ action }] }
      const { id } = (await call('POST', '/v3/promotions', draft)).body.data
      await call('POST', `/v3/promotions/${id}/codes`, { code: `C${id}` })
      const shopper = openShopper(opened)
      const lineItems = [
        { productId: JACKET.product, variantId: JACKET.small, quantity: 1 },
        { productId: MUG.product, quantity: 1 },
      ]
      const cart = await shopper.ask('POST', '/carts', { lineItems })
      await shopper.ask('POST', `/checkouts/${cart.body.id}/coupons`, { couponCode: `C${id}` })
      const { order } = await shopper.buy()
      const { body } = await call('GET', `/v2/orders/${order}`)
      const lines = (await call('GET', `/v2/orders/${order}/products`)).body
      const coupons = (await call('GET', `/v2/orders/${order}/coupons`)).body
      const applied = lines.flatMap((line: { applied_discounts: unknown[] }) => line.applied_discounts)
      const { coupon_discount, discount_amount, base_shipping_cost, shipping_cost_inc_tax, total_inc_tax } =
        body
      const amounts = [
        coupon_discount,
        discount_amount,
        base_shipping_cost,
        shipping_cost_inc_tax,
        total_inc_tax,
      ]
      return { amounts: amounts.map(Number), applied, coupons }
    }
    // By price; the last one takes what rounding left.
    expect(await buy({ cart_value: { discount: { fixed_amount: '10' } } })).toMatchObject({
      amounts: [10, 0, 10, 10, 138.5],
      applied: [
        { target: 'order', amount: '8.6700' },
        { target: 'order', amount: '1.3300' },
      ],
      coupons: [{ discount: 10 }],
    })
    // A cent that only proves the unlock.
    const items = { products: [JACKET.product, MUG.product] }
    const cent = { cart_items: { discount: { fixed_amount: '0.01' }, as_total: true, items } }
    expect(await buy(cent)).toMatchObject({
      amounts: [0.01, 0, 10, 10, 148.49],
      applied: [{ target: 'product', amount: '0.0100' }],
    })
    expect(await buy({ shipping: { free_shipping: true, zone_ids: '*' } })).toMatchObject({
      amounts: [10, 0, 10, 0, 138.5],
      applied: [],
      coupons: [{ discount: 10 }],
    })
  })
})
