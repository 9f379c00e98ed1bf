import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { HOLD_SCOPES, ROUTING_TOPIC as topic } from '../../app/core/settlement/holding.ts'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import { emitWebhook } from '../standin/shopify/webhooks/emitWebhook.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

let open: TestPort
beforeAll(async () => {
  open = await openTestPort({ scopes: HOLD_SCOPES })
})
beforeEach(() => open.reset())
afterAll(() => open.admin.close())

const uri = 'https://app.example.com/webhooks/fulfillment_orders/order_routing_complete'

/** Sends the topic's webhook and answers what became of it. */
function emit() {
  const { state, shop } = open.admin
  emitWebhook({ state, shop, topic, payload: {} })
  return shop.webhooks.log.at(-1)?.fate
}

describe('subscriptions', () => {
  test('default: a shop is subscribed once, at this server, and unsubscribed', async () => {
    const { port, admin } = open
    expect(emit()).toBe('not subscribed')
    await port.createSubscription({ topic })
    await port.createSubscription({ topic })
    expect(admin.shop.webhookSubscriptions).toEqual([
      { id: expect.any(String), topic, uri, includeFields: [] },
    ])
    expect(emit()).toBe('sent')
    const [found] = await port.listSubscriptions({ topic })
    expect(found).toEqual({ subscriptionId: admin.shop.webhookSubscriptions[0]?.id, isOurs: true })
    const { subscriptionId = '' } = found ?? {}
    await port.deleteSubscription({ subscriptionId })
    await port.deleteSubscription({ subscriptionId })
    expect(await port.listSubscriptions({ topic })).toEqual([])
    expect(emit()).toBe('not subscribed')
  })

  test('behavior: a subscription of another address is not ours, and one to another topic is not listed', async () => {
    const { port, admin } = open
    const other = { topic, uri: 'https://old.example.com/webhooks/x', includeFields: [] }
    const orders = { topic: 'orders/create', uri, includeFields: [] }
    admin.shop.webhookSubscriptions.push({ id: 'gid://a/b/1', ...other }, { id: 'gid://a/b/2', ...orders })
    expect(await port.listSubscriptions({ topic })).toEqual([
      { subscriptionId: 'gid://a/b/1', isOurs: false },
    ])
  })

  test('refuses: a topic whose scopes the shop has not granted (ERR_SCOPE_MISSING)', async () => {
    const { port, admin } = open
    const { installation } = admin.shop
    const scopes = installation?.scopes ?? []
    onTestFinished(() => {
      if (installation) installation.scopes = scopes
    })
    await port.createSubscription({ topic })
    if (installation) installation.scopes = scopes.filter((scope) => !scope.includes('fulfillment'))
    // A subscription that outlives its scopes is silent.
    expect(emit()).toBe('not subscribed')
    open.reset()
    await expect(port.createSubscription({ topic })).rejects.toMatchObject({ code: 'ERR_SCOPE_MISSING' })
  })

  test('refuses: a topic with customer data while the app is not approved (ERR_CUSTOMER_DATA_NOT_APPROVED)', async () => {
    const { port, admin } = open
    admin.shop.customerData = 'not-approved'
    onTestFinished(() => {
      admin.shop.customerData = 'approved'
    })
    await expect(port.createSubscription({ topic })).rejects.toMatchObject({
      code: 'ERR_CUSTOMER_DATA_NOT_APPROVED',
    })
  })

  test('behavior: webhooks of orders and refunds are not delivered while the app is not approved', () => {
    const { state, shop } = open.admin
    const topics = ['orders/create', 'refunds/create', 'products/update']
    const before = state.webhooks.subscriptions
    state.webhooks.subscriptions = topics.map((name) => ({ topic: name, uri: '/x', includeFields: [] }))
    onTestFinished(() => {
      state.webhooks.subscriptions = before
      shop.customerData = 'approved'
    })
    const fates = () =>
      topics.map((name) => {
        emitWebhook({ state, shop, topic: name, payload: {} })
        return shop.webhooks.log.at(-1)?.fate
      })
    expect(fates()).toEqual(['sent', 'sent', 'sent'])
    shop.customerData = 'not-approved'
    expect(fates()).toEqual(['not subscribed', 'not subscribed', 'sent'])
  })

  test('refuses: a server without a URL', async () => {
    const port = createShopifyPort({ graphql: open.graphql })
    await expect(port.createSubscription({ topic })).rejects.toThrow('without a URL')
  })
})
