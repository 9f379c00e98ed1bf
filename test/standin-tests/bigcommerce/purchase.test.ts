import { describe, expect, test } from 'vitest'
import { JACKET, MUG, OTHER_SHOPPER, SHOPPER } from '../../standin/bigcommerce/seedStore.ts'
import { settleEvents } from '../../standin/bigcommerce/webhooks/emitEvent.ts'
import { installTestApp, openShopper, openTestStore, type TestStore } from './openTestStore.ts'

const HOLDERS = {
  name: 'Holders of the token',
  redemption_type: 'COUPON',
  coupon_type: 'BULK',
  rules: [
    {
      action: {
        cart_items: { discount: { percentage_amount: '25' }, items: { products: [JACKET.product] } },
      },
    },
  ],
}

async function openHolders(changes: object = {}, parameters: Parameters<typeof openTestStore>[0] = {}) {
  const opened = await openTestStore(parameters)
  const { call } = await installTestApp(opened)
  const promotion = await call('POST', '/v3/promotions', { ...HOLDERS, ...changes })
  expect(promotion.status, JSON.stringify(promotion.body)).toBe(201)
  const id: number = promotion.body.data.id
  const addCode = (code: string) =>
    call('POST', `/v3/promotions/${id}/codes`, { code, max_uses: 1, max_uses_per_customer: 1 })
  return { opened, call, id, addCode }
}

async function fillCart(opened: TestStore, productId = JACKET.product, variantId = JACKET.small) {
  const shopper = openShopper(opened)
  const made = await shopper.ask('POST', '/carts', { lineItems: [{ productId, variantId, quantity: 2 }] })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  const id: string = made.body.id
  const enter = (couponCode: string) => shopper.ask('POST', `/checkouts/${id}/coupons`, { couponCode })
  return { ...shopper, id, enter }
}

describe('a purchase with a coupon', () => {
  test('default', async () => {
    const { opened, call, id, addCode } = await openHolders()
    expect((await addCode('HOLDER-1')).body.data).toMatchObject({
      code: 'HOLDER-1',
      max_uses: 1,
      current_uses: 0,
    })
    for (const scope of ['store/order/*', 'store/cart/converted'])
      await call('POST', '/v3/hooks', {
        scope,
        destination: `${opened.appOrigin}/hooks`,
        headers: { secret: 's' },
      })
    const shopper = await fillCart(opened)
    const entered = await shopper.enter('HOLDER-1')
    expect(entered.body).toMatchObject({ subtotal: 180, grandTotal: 190, cart: { baseAmount: 240 } })
    const { order } = await shopper.buy()
    await settleEvents(opened.store)
    const read = await call('GET', `/v2/orders/${order}`)
    expect(read.body).toMatchObject({
      id: order,
      status_id: 11,
      coupon_discount: '60.0000',
      total_inc_tax: '190.0000',
    })
    const coupons = await call('GET', `/v2/orders/${order}/coupons`)
    expect(coupons.body).toMatchObject([{ code: 'HOLDER-1', discount: 60, type: 5 }])
    const lines = await call('GET', `/v2/orders/${order}/products`)
    expect(lines.body).toMatchObject([{ product_id: JACKET.product, variant_id: JACKET.small, quantity: 2 }])
    const codes = await call('GET', `/v3/promotions/${id}/codes?code=HOLDER-1`)
    expect(codes.body.data).toMatchObject([{ current_uses: 1 }])
    const events = opened.received.map(({ body }) => JSON.parse(body))
    expect(events.map(({ scope }) => scope).sort()).toEqual([
      'store/cart/converted',
      'store/order/created',
      'store/order/statusUpdated',
      'store/order/updated',
    ])
    expect(events.find(({ scope }) => scope === 'store/order/created')).toEqual({
      scope: 'store/order/created',
      store_id: '1025646',
      data: { type: 'order', id: order },
      hash: expect.stringMatching(/^[0-9a-f]{40}$/),
      created_at: expect.any(Number),
      producer: 'stores/g5cd38',
    })
    expect(opened.received.every(({ headers }) => headers.secret === 's')).toBe(true)
  })

  test('refuses: a code that was used, whatever its case', async () => {
    const { opened, addCode } = await openHolders()
    await addCode('HOLDER-1')
    const first = await fillCart(opened)
    await first.enter('holder-1')
    expect((await first.buy()).status).toBe(303)
    const second = await fillCart(opened)
    expect((await second.enter('HOLDER-1')).status).toBe(422)
    expect((await second.ask('GET', `/checkouts/${second.id}`)).body.grandTotal).toBe(250)
  })

  test('behavior: of two checkouts that hold one code, the second does what the knob says', async () => {
    const expected = {
      refuse: { status: 422, uses: 1, codes: null },
      drop: { status: 303, uses: 1, codes: null },
      both: { status: 303, uses: 2, codes: [{ code: 'HOLDER-1', discount: 60 }] },
    }
    for (const codeRace of ['refuse', 'drop', 'both'] as const) {
      // Either limit alone would stop the second one.
      const limits = { max_uses: 1, coupon_type: 'SINGLE' }
      const { opened, call, id, addCode } = await openHolders(limits, { knobs: { codeRace } })
      await addCode('HOLDER-1')
      const both = [await fillCart(opened), await fillCart(opened)] as const
      for (const shopper of both) expect((await shopper.enter('HOLDER-1')).status).toBe(200)
      expect((await both[0].buy()).status).toBe(303)
      const { status, order } = await both[1].buy()
      const codes = order === undefined ? null : (await call('GET', `/v2/orders/${order}/coupons`)).body
      const [{ current_uses: uses }] = (await call('GET', `/v3/promotions/${id}/codes`)).body.data
      expect({ status, uses, codes }).toMatchObject(expected[codeRace])
      const promotion = (await call('GET', `/v3/promotions/${id}`)).body.data
      expect(promotion).toMatchObject({ status: 'DISABLED', max_uses: 1, current_uses: uses })
    }
  })

  test('behavior: a coupon gives nothing to other products, is not on the order and has no use', async () => {
    const { opened, call, id, addCode } = await openHolders()
    await addCode('HOLDER-1')
    const shopper = await fillCart(opened, MUG.product, MUG.variant)
    expect((await shopper.enter('HOLDER-1')).body).toMatchObject({
      subtotal: 37,
      coupons: [{ discountedAmount: 0 }],
    })
    const { order } = await shopper.buy()
    expect((await call('GET', `/v2/orders/${order}`)).body.coupon_discount).toBe('0.0000')
    expect(await call('GET', `/v2/orders/${order}/coupons`)).toMatchObject({ status: 204 })
    expect((await call('GET', `/v3/promotions/${id}/codes`)).body.data).toMatchObject([{ current_uses: 0 }])
    opened.store.knobs.idleCoupon = 'refuse'
    const next = await fillCart(opened, MUG.product, MUG.variant)
    expect((await next.enter('HOLDER-1')).status).toBe(422)
  })

  test('refuses: a code that cannot be used with what is applied', async () => {
    const { opened, call, addCode } = await openHolders({ can_be_used_with_other_promotions: false })
    const rules = [{ action: { cart_value: { discount: { fixed_amount: '1' } } } }]
    await call('POST', '/v3/promotions', { name: 'All', redemption_type: 'AUTOMATIC', rules })
    await addCode('HOLDER-1')
    const shopper = await fillCart(opened)
    expect((await shopper.enter('HOLDER-1')).status).toBe(422)
    expect((await shopper.ask('GET', `/checkouts/${shopper.id}`)).body).toMatchObject({
      coupons: [],
      cart: { discountAmount: 1 },
    })
  })

  test('refuses: a code before its start, after its end and when its promotion is disabled', async () => {
    let now = Date.parse('2026-11-30T12:00:00Z')
    const dates = { start_date: '2026-11-30T13:00:00+00:00', end_date: '2026-11-30T14:00:00+00:00' }
    const { opened, call, id, addCode } = await openHolders(dates, { now: () => now })
    await addCode('HOLDER-1')
    const shopper = await fillCart(opened)
    expect((await shopper.enter('HOLDER-1')).status).toBe(422)
    now += 3_600_000
    expect((await shopper.enter('HOLDER-1')).status).toBe(200)
    await call('PUT', `/v3/promotions/${id}`, { status: 'DISABLED' })
    expect((await shopper.ask('GET', `/checkouts/${shopper.id}`)).body.grandTotal).toBe(250)
    await call('PUT', `/v3/promotions/${id}`, { status: 'ENABLED' })
    now += 3_600_000
    expect((await shopper.ask('GET', `/checkouts/${shopper.id}`)).body.grandTotal).toBe(250)
    expect((await shopper.buy()).status).toBe(422)
  })

  test('behavior: a promotion for a group is for its customers alone', async () => {
    const { opened, addCode } = await openHolders({ customer: { group_ids: [6] } })
    await addCode('HOLDER-1')
    const shopper = await fillCart(opened)
    expect((await shopper.enter('HOLDER-1')).status).toBe(422)
    await shopper.post('/login.php', { customer_id: SHOPPER })
    expect((await shopper.enter('HOLDER-1')).status).toBe(422)
    await shopper.post('/login.php', { customer_id: OTHER_SHOPPER })
    expect((await shopper.enter('HOLDER-1')).status).toBe(200)
  })

  test('behavior: a new code is unknown for as long as the knob says', async () => {
    let now = Date.parse('2026-11-30T12:00:00Z')
    const { opened, addCode } = await openHolders({}, { now: () => now, knobs: { codeDelay: 2000 } })
    await addCode('HOLDER-1')
    const shopper = await fillCart(opened)
    expect((await shopper.enter('HOLDER-1')).status).toBe(422)
    now += 2000
    expect((await shopper.enter('HOLDER-1')).status).toBe(200)
  })

  test('behavior: no stock below zero', async () => {
    const { opened } = await openHolders()
    const variant = opened.store.products.get(JACKET.product)?.variants[0]
    if (variant) variant.stock = 3
    const both = [await fillCart(opened), await fillCart(opened)]
    expect((await both[0]?.buy())?.status).toBe(303)
    expect((await both[1]?.buy())?.status).toBe(422)
    expect(variant?.stock).toBe(1)
  })
})
