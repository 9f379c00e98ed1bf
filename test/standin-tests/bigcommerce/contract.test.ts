import { describe, expect, test } from 'vitest'
import { JACKET, SHOPPER } from '../../standin/bigcommerce/seedStore.ts'
import { installTestApp, openTestStore } from './openTestStore.ts'

const PRICE = { action: { cart_value: { discount: { fixed_amount: '5' } } } }
const COUPON = { name: 'Five off', redemption_type: 'COUPON', rules: [PRICE] }

async function openInstalled(parameters: Parameters<typeof openTestStore>[0] = {}) {
  const opened = await openTestStore(parameters)
  return { opened, ...(await installTestApp(opened)) }
}

describe('the API of the stand-in', () => {
  test('default', async () => {
    const { call } = await openInstalled()
    expect((await call('GET', '/v2/store')).body).toMatchObject({ id: 'g5cd38', currency: 'USD' })
    expect((await call('GET', '/v2/time')).body).toEqual({ time: expect.any(Number) })
    const products = await call('GET', '/v3/catalog/products?include=variants,primary_image&limit=2')
    expect(products.body).toMatchObject({
      data: [
        { id: JACKET.product, calculated_price: 120, variants: [{ id: JACKET.small }, { id: JACKET.large }] },
        {},
      ],
      meta: { pagination: { total: 3, count: 2, total_pages: 2, links: { next: '?page=2&limit=2' } } },
    })
    const variants = await call('GET', `/v3/catalog/products/${JACKET.product}/variants`)
    expect(variants.body.data).toHaveLength(2)
    expect(
      (await call('GET', `/v3/catalog/variants?product_id:in=${JACKET.product}`)).body.data,
    ).toHaveLength(2)
    expect((await call('GET', '/v3/catalog/categories?name=Members')).body.data).toMatchObject([{ id: 25 }])
    expect((await call('GET', `/v3/customers?id:in=${SHOPPER}`)).body.data).toMatchObject([
      { id: SHOPPER, customer_group_id: 0 },
    ])
    expect((await call('GET', '/v2/customer_groups')).body).toMatchObject([{ name: 'Friends' }])
    expect((await call('GET', '/v2/order_statuses')).body).toHaveLength(15)
  })

  test('refuses: fields, parameters and values that are not published', async () => {
    const { call } = await openInstalled()
    const field = await call('POST', '/v3/promotions', { ...COUPON, max_usage: 1 })
    expect(field).toMatchObject({ status: 422, body: { errors: [{ status: 422 }] } })
    expect((await call('POST', '/v3/promotions', { ...COUPON, rules: [{ action: {} }] })).status).toBe(422)
    expect((await call('POST', '/v3/promotions', { name: 'x', redemption_type: 'COUPON' })).status).toBe(422)
    expect((await call('GET', '/v3/catalog/products?page_size=3')).status).toBe(422)
    const hook = await call('POST', '/v3/hooks', { scope: 'store/order/*', destination: 1 })
    expect(hook.body).toMatchObject({ status: 422, errors: { destination: expect.any(String) } })
    expect((await call('PUT', '/v2/orders/1', { status_id: 'held' })).status).toBe(400)
    expect((await call('DELETE', '/v3/promotions/1', { id: 1 })).status).toBe(422)
  })

  test('refuses: what the documents say in words', async () => {
    const { call } = await openInstalled()
    const draft = (more: object) => call('POST', '/v3/promotions', { ...COUPON, ...more })
    expect((await draft({ customer: { group_ids: [6], excluded_group_ids: [6] } })).status).toBe(422)
    expect((await draft({ customer: { group_ids: [77] } })).status).toBe(422)
    expect((await draft({ coupon_overrides_other_promotions: true })).status).toBe(422)
    expect((await draft({ status: 'INVALID' })).status).toBe(422)
    expect((await draft({ currency_code: 'EUR' })).status).toBe(422)
    expect(
      (await draft({ start_date: '2026-12-02T00:00:00+00:00', end_date: '2026-12-01T00:00:00+00:00' }))
        .status,
    ).toBe(422)
    const items = { products: [JACKET.product] }
    expect((await draft({ rules: [{ ...PRICE, condition: { cart: { items } } }] })).status).toBe(422)
    const made = await draft({ coupon_type: 'BULK' })
    expect(made.status).toBe(201)
    expect((await call('PUT', `/v3/promotions/${made.body.data.id}`, { coupon_type: 'SINGLE' })).status).toBe(
      422,
    )
  })

  test('refuses: what the stand-in does not imitate, never with an empty answer', async () => {
    const { call } = await openInstalled()
    expect(await call('GET', '/v3/wishlists')).toMatchObject({
      status: 501,
      body: { title: expect.stringContaining('STANDIN_NOT_IMITATED') },
    })
    expect((await call('GET', '/v3/catalog/products?include=reviews')).status).toBe(501)
    expect((await call('PUT', '/v3/promotions/codes', {})).status).toBe(405)
    expect((await call('GET', '/v3/promotions/%E0')).status).toBe(501)
  })

  test('refuses: a wrong token, another store, a missing scope and missing headers', async () => {
    const { opened, call } = await openInstalled({ scopes: ['store_v2_marketing_read_only'] })
    expect((await call('GET', '/v3/promotions', undefined, { 'x-auth-token': 'x' })).status).toBe(401)
    const other = await fetch(`${opened.origin}/stores/other/v3/promotions`, {
      headers: { accept: 'application/json', 'x-auth-token': opened.store.installation?.token ?? '' },
    })
    expect(other.status).toBe(401)
    expect((await call('GET', '/v3/promotions')).status).toBe(200)
    expect((await call('POST', '/v3/promotions', COUPON)).status).toBe(403)
    expect((await call('GET', '/v3/promotions', undefined, { accept: '*/*' })).status).toBe(406)
    expect((await call('POST', '/v3/hooks', { scope: 'x' }, { 'content-type': 'text/plain' })).status).toBe(
      415,
    )
  })

  test('behavior: codes one by one and generated, in pages with cursors', async () => {
    const { call } = await openInstalled()
    const { body } = await call('POST', '/v3/promotions', { ...COUPON, coupon_type: 'BULK' })
    const path = `/v3/promotions/${body.data.id}`
    expect((await call('POST', `${path}/codes`, { code: 'MINE-1', max_uses: 1 })).status).toBe(201)
    expect((await call('POST', `${path}/codes`, { code: 'mine-1' })).status).toBe(422)
    expect((await call('POST', `${path}/codes`, { code: 'not allowed!' })).status).toBe(422)
    const made = await call('POST', `${path}/codegen`, {
      batch_size: 4,
      prefix: 'G',
      delimiter: '-',
      code_length: 8,
    })
    expect(made.body.data).toMatchObject({ batch_size: 4, max_uses: 1, max_uses_per_customer: 1 })
    for (const { code } of made.body.data.codes) expect(code).toMatch(/^G-[A-Z0-9]{8}$/)
    expect((await call('POST', `${path}/codegen`, { batch_size: 251 })).status).toBe(422)
    const first = await call('GET', `${path}/codes?limit=2`)
    expect(first.body.meta.pagination).toMatchObject({ total: 5, count: 2 })
    const after = first.body.meta.cursor_pagination.end_cursor
    const second = await call('GET', `${path}/codes?limit=2&after=${after}`)
    expect(second.body.meta.pagination).toBeUndefined()
    const ids = [...first.body.data, ...second.body.data].map(({ id }) => id)
    expect(new Set(ids).size).toBe(4)
    const [known] = (await call('GET', '/v3/promotions/codes?code=MINE-1')).body.data
    expect((await call('DELETE', path)).status).toBe(422)
    expect((await call('DELETE', `${path}/codes/${known.id}`)).status).toBe(204)
    expect((await call('GET', '/v3/promotions/codes?code=MINE-1')).body.data).toEqual([])
    const rest = (await call('GET', `${path}/codes`)).body.data.map(({ id }: { id: number }) => id)
    expect((await call('DELETE', `${path}/codes?id:in=${rest}`)).status).toBe(204)
    expect((await call('DELETE', `/v3/promotions?id:in=${body.data.id}`)).status).toBe(204)
    expect((await call('GET', path)).status).toBe(404)
  })

  test('refuses: a second code of a single promotion, and generated codes of it', async () => {
    const { call } = await openInstalled()
    const { body } = await call('POST', '/v3/promotions', COUPON)
    expect(body.data).toMatchObject({ coupon_type: 'SINGLE', current_uses: 0, status: 'ENABLED' })
    const path = `/v3/promotions/${body.data.id}`
    expect((await call('POST', `${path}/codes`, { code: 'ONE' })).status).toBe(201)
    expect((await call('POST', `${path}/codes`, { code: 'TWO' })).status).toBe(422)
    expect((await call('POST', `${path}/codegen`, { batch_size: 1 })).status).toBe(405)
    expect((await call('POST', '/v3/promotions/99/codes', { code: 'X' })).status).toBe(404)
    expect((await call('DELETE', `/v3/promotions?id:in=${body.data.id}`)).body).toMatchObject({
      errors: [{ errors: { '0.code': expect.stringContaining('still present') } }],
      meta: { total: 1, failed: 1 },
    })
  })

  test('refuses: more promotions and codes than the knobs allow', async () => {
    const { call } = await openInstalled({ knobs: { promotionLimit: 1, codeLimit: 3 } })
    const { body } = await call('POST', '/v3/promotions', { ...COUPON, coupon_type: 'BULK' })
    expect(await call('POST', '/v3/promotions', COUPON)).toMatchObject({
      status: 403,
      body: { status: '403' },
    })
    const path = `/v3/promotions/${body.data.id}`
    expect((await call('POST', `${path}/codegen`, { batch_size: 4 })).status).toBe(403)
    expect((await call('POST', `${path}/codegen`, { batch_size: 3 })).status).toBe(201)
    expect((await call('POST', `${path}/codes`, { code: 'MORE' })).status).toBe(403)
  })
})

describe('faults of the platform', () => {
  test('default', async () => {
    let now = 0
    const { call } = await openInstalled({ now: () => now, knobs: { quota: 2, quotaWindow: 30_000 } })
    expect((await call('GET', '/v2/time')).headers.get('x-rate-limit-requests-left')).toBe('1')
    now += 10_000
    await call('GET', '/v2/time')
    const late = await call('GET', '/v2/time')
    expect(late.status).toBe(429)
    expect(late.headers.get('x-rate-limit-time-reset-ms')).toBe('20000')
    expect(late.headers.get('x-retry-after')).toBe('20')
    now += 20_000
    expect((await call('GET', '/v2/time')).status).toBe(200)
  })

  test('behavior: a request may fail before it acts, or after', async () => {
    const { opened, call } = await openInstalled()
    const operation = 'POST /v3/promotions'
    opened.store.failures.push({ operation, times: 1, status: 503, after: false })
    expect((await call('POST', '/v3/promotions', COUPON)).status).toBe(503)
    expect(opened.store.promotions.size).toBe(0)
    opened.store.failures.push({ operation, times: 1, status: 504, after: true })
    expect((await call('POST', '/v3/promotions', COUPON)).status).toBe(504)
    expect(opened.store.promotions.size).toBe(1)
    opened.store.failures.push({ operation: '*', times: 1, status: 0, after: true })
    await expect(call('POST', '/v3/promotions', COUPON)).rejects.toThrow('fetch failed')
    expect(opened.store.promotions.size).toBe(2)
    opened.store.failures.push({ operation, times: 1, status: 504, after: true, wait: 40 })
    const start = performance.now()
    expect((await call('POST', '/v3/promotions', COUPON)).status).toBe(504)
    expect(performance.now() - start).toBeGreaterThan(30)
    expect((await call('GET', '/v3/promotions')).body.data).toHaveLength(3)
  })

  test('refuses: a token that was revoked', async () => {
    const { opened, call } = await openInstalled()
    await fetch(`${opened.origin}/standin/revoke`, { method: 'POST' })
    expect((await call('GET', '/v2/store')).status).toBe(401)
  })

  test('behavior: an answer that is not published fails the test that closes the store', async () => {
    const { opened, call } = await openInstalled()
    opened.store.name = undefined as never
    expect(await call('GET', '/v2/store')).toMatchObject({
      status: 500,
      body: { code: 'STANDIN_ANSWER_NOT_PUBLISHED', fault: expect.stringContaining('GET /v2/store 200') },
    })
    expect(opened.store.faults).toHaveLength(1)
    opened.store.faults.splice(0)
  })
})
