import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { CUSTOMER_TOPICS } from '../../app/core/customer/tagging.ts'
import { ROUTING_TOPIC } from '../../app/core/settlement/holding.ts'
import { HOOK_TOPICS } from '../../app/hooks/topics.ts'
import {
  AnyPayload,
  CustomerPayload,
  IdPayload,
  OrderEditedPayload,
  OrderPayload,
  RefundPayload,
} from '../../app/hooks/wire.ts'
import { WEBHOOK_SAMPLES } from '../vectors/webhookSamples.ts'

const toml = readFileSync('shopify.app.toml', 'utf8')
const subscriptions = toml
  .split('[[webhooks.subscriptions]]')
  .slice(1)
  .map((text) => ({
    topic: /topics = \["([^"]+)"\]/.exec(text)?.[1] ?? '',
    uri: /uri = "([^"]+)"/.exec(text)?.[1] ?? '',
    fields: /include_fields = \[([^\]]*)\]/.exec(text)?.[1] ?? null,
  }))

const NAMED = { shop_id: 70012345678, shop_domain: 'harbor.myshopify.com' }

describe('the webhooks this app subscribes to', () => {
  // The topics of docs/spec/checkout.md#14-scopes-and-webhook-topics.
  test('default: the app subscribes to these topics, each at its own URL and with its entry in the table', () => {
    expect(subscriptions.map(({ topic }) => topic).sort()).toEqual([
      'app/scopes_update',
      'app/uninstalled',
      'collections/delete',
      'collections/update',
      'customers/data_request',
      'customers/redact',
      'discounts/delete',
      'discounts/update',
      'domains/create',
      'domains/destroy',
      'domains/update',
      'orders/cancelled',
      'orders/create',
      'orders/edited',
      'products/create',
      'products/delete',
      'products/update',
      'refunds/create',
      'shop/redact',
      'shop/update',
    ])
    for (const { topic, uri } of subscriptions) expect(uri).toBe(`/webhooks/${topic}`)
    // Shopify may refuse a topic with optional scopes in the toml, so the app subscribes to these shop by shop.
    const topics = [...subscriptions.map(({ topic }) => topic), ROUTING_TOPIC, ...CUSTOMER_TOPICS].sort()
    expect(Object.keys(HOOK_TOPICS).sort()).toEqual(topics)
    expect(Object.keys(WEBHOOK_SAMPLES).sort()).toEqual(topics)
  })

  test('behavior: webhooks of orders carry at most the customer’s id: no name, e-mail or address', () => {
    const orders = subscriptions.filter(({ topic }) => topic.startsWith('orders/'))
    expect(orders).toHaveLength(3)
    const named = orders.filter(({ fields }) => fields?.includes('"customer.id"')).map(({ topic }) => topic)
    expect(named.sort()).toEqual(['orders/cancelled', 'orders/create'])
    for (const { fields, topic } of orders) {
      expect(fields, topic).not.toBeNull()
      expect(fields?.replace('"customer.id"', '')).not.toMatch(
        /customer|email|address|phone|billing|shipping|note/,
      )
    }
  })

  test.each<[string, z.ZodType, unknown, boolean]>([
    ['an order', OrderPayload, { id: 5001, cart_token: 'c', more: 1 }, true],
    ['an order without a cart', OrderPayload, { id: 5001, cart_token: null }, true],
    ['an order of a customer', OrderPayload, { id: 5001, customer: { id: 77 } }, true],
    ['an order without a customer', OrderPayload, { id: 5001, customer: null }, true],
    ['an order of a customer without a valid id', OrderPayload, { id: 5001, customer: { id: 'x' } }, true],
    ['an order’s id as text', OrderPayload, { id: '5001' }, false],
    ['an id that is no whole number', OrderPayload, { id: 1.5 }, false],
    ['an order with a cart token that is no text', OrderPayload, { id: 1, cart_token: {} }, true],
    ['an order edit', OrderEditedPayload, { order_edit: { id: 1, order_id: 5001 } }, true],
    ['an order edit without an order', OrderEditedPayload, { order_edit: {} }, false],
    ['a refund', RefundPayload, { id: 1, order_id: 5001 }, true],
    ['a product', IdPayload, { id: 8101, title: 'x' }, true],
    ['an invalid product id', IdPayload, { id: -1 }, false],
    ['any object', AnyPayload, { fulfillment_order: { id: 'gid://shopify/FulfillmentOrder/1' } }, true],
    ['a list', AnyPayload, [], false],
    ['a customer', CustomerPayload, { ...NAMED, customer: { id: 77, email: 'x' } }, true],
    ['an unknown customer', CustomerPayload, { ...NAMED, customer: null }, true],
    ['a customer without a shop', CustomerPayload, { customer: { id: 77 } }, false],
  ])('behavior: the schema decides whether it reads %s', (_, schema, payload, isRead) => {
    expect(schema.safeParse(payload).success).toBe(isRead)
  })
})
