import { beforeAll, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { sendWebhook } from '../standin/shopify/webhooks/sendWebhook.ts'
import { openDemo } from './openDemo.ts'

/* A customer's data request through the production server: Shopify sends it, staff see it, a file answers it. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const CUSTOMER = 7_766_554_433
const pathOf = (id: number) => `/app/settings/data-requests/${id}`

function sendRequest(requestId: number) {
  const { app, shop, merchant } = demo
  const payload = {
    shop_id: shop.id,
    shop_domain: shop.myshopifyDomain,
    orders_requested: [299938],
    customer: { id: CUSTOMER, email: 'john@example.com', phone: '555-625-1199' },
    data_request: { id: requestId },
  }
  const { apiSecret } = merchant
  return sendWebhook({ appUrl: app.origin, apiSecret, shop, topic: 'customers/data_request', payload })
}

test('default: a request is listed once, and its file contains only that customer’s data', async () => {
  const { shop } = demo.facts
  for (const _ of [1, 2]) expect(await sendRequest(9999)).toMatchObject({ status: 200 })
  const settings = await (await demo.requestAdmin({ path: '/app/settings.data' })).text()
  expect(settings).toContain(String(CUSTOMER))
  expect(settings).not.toContain('john@example.com')
  const home = await (await demo.requestAdmin({ path: '/app.data' })).text()
  expect(home).toContain('Customers asked for the data that Palisade stores about them (1 open)')

  const response = await demo.requestAdmin({ path: pathOf(1) })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="customer-data-1.json"')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  const file = await response.text()
  expect(JSON.parse(file)).toMatchObject({
    about: expect.stringContaining(shop),
    customer: String(CUSTOMER),
  })
})

test('refuses: to read or close the request of another shop, and an unknown one (ERR_NOT_FOUND)', async () => {
  const { otherShop } = demo.facts
  for (const [shop, id] of [
    [otherShop.shop, 1],
    [demo.facts.shop, 999],
  ] as const) {
    const read = await demo.requestAdmin({ path: pathOf(id), shop })
    expect([read.status, await read.text()]).toEqual([404, expect.not.stringContaining(String(CUSTOMER))])
    expect((await demo.requestAdmin({ path: pathOf(id), shop, body: {} })).status).toBe(404)
  }
  const listed = await (await demo.requestAdmin({ path: '/app/settings.data', shop: otherShop.shop })).text()
  expect(listed).not.toContain(String(CUSTOMER))
})

test('behavior: a request that is marked as answered disappears from home', async () => {
  expect((await demo.requestAdmin({ path: pathOf(1), body: {} })).status).toBe(200)
  const home = await (await demo.requestAdmin({ path: '/app.data' })).text()
  expect(home).not.toContain('Customers asked for the data')
})
