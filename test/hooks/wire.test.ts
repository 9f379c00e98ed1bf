import { describe, expect, test } from 'vitest'
import { DataRequestPayload, OrderPayload, ScopesUpdatePayload } from '../../app/hooks/wire.ts'

/** As Shopify documents the mandatory topics. */
const asked = {
  shop_id: 954889,
  shop_domain: 'harbor.myshopify.com',
  orders_requested: [299938, 280263, 220458],
  customer: { id: 191167, email: 'john@example.com', phone: '555-625-1199' },
  data_request: { id: 9999 },
}
const read = (change: object) => DataRequestPayload.parse({ ...asked, ...change })

describe('the payload of customers/data_request', () => {
  test('default: the shop, the request, the customer’s id and the orders, and nothing else of the customer', () => {
    expect(read({})).toEqual({
      shopDomain: 'harbor.myshopify.com',
      shopId: 954889n,
      requestId: 9999,
      customerId: 191167,
      orderIds: [299938, 280263, 220458],
    })
  })

  test('behavior: a missing or null field names nothing', () => {
    const none = { requestId: null, customerId: null, orderIds: [] }
    expect(read({ customer: null, orders_requested: null, data_request: null })).toMatchObject(none)
    const absent = { customer: undefined, orders_requested: undefined, data_request: undefined }
    expect(read(absent)).toMatchObject(none)
    expect(read({ customer: { email: 'john@example.com' } })).toMatchObject({ customerId: null })
  })

  test('behavior: an id that JSON rounds is dropped', () => {
    const rounded = 2 ** 53
    expect(read({ customer: { id: rounded }, orders_requested: [rounded, 5] })).toMatchObject({
      customerId: null,
      orderIds: [5],
    })
  })

  test('behavior: Shopify’s sample without a shop is read as null', () => {
    expect(read({ shop_domain: '{shop}.myshopify.com' })).toBeNull()
    expect(read({ shop_id: null })).toBeNull()
  })

  for (const [why, change] of [
    ['a domain that is no text', { shop_domain: 7 }],
    ['orders that are no list', { orders_requested: { id: 1 } }],
    ['an order that is no number', { orders_requested: ['299938'] }],
    ['a customer that is no object', { customer: 191167 }],
  ] as const) {
    test(`refuses: ${why} (ERR_BODY_INVALID)`, () => {
      expect(DataRequestPayload.safeParse({ ...asked, ...change }).success).toBe(false)
    })
  }
})

describe('texts that no database stores', () => {
  test('behavior: they are no scopes', () => {
    const current = ['read_products', '\u0000', ' \u0000 ', '\ud800', 'write_products']
    expect(ScopesUpdatePayload.parse({ current })).toEqual({ current: ['read_products', 'write_products'] })
  })

  test('behavior: they name no cart, and the order stays', () => {
    for (const token of ['\u0000', 'a\ud800', undefined, null])
      expect(OrderPayload.parse({ id: 5001, cart_token: token })).toMatchObject({ id: 5001, cartToken: null })
  })
})
