import { describe, expect, test } from 'vitest'
import { parseSubscriptions, readSubscriptions } from '../../standin/shopify/webhooks/readSubscriptions.ts'

describe('parseSubscriptions', () => {
  test('default', async () => {
    const known = await readSubscriptions()
    expect(known).toContainEqual({ topic: 'shop/update', uri: '/webhooks/shop/update', includeFields: [] })
  })

  test('behavior: several topics and fields over several lines are read, and other tables are ignored', () => {
    const toml = `
[webhooks]
  [[webhooks.subscriptions]]
  # topics = ["orders/paid"]
  topics = ["orders/create", "orders/edited"]
  uri = "/webhooks/orders"
  include_fields = [
    "id",
    "line_items.id",
  ]
  [[webhooks.subscriptions]]
  compliance_topics = ["shop/redact"]
  uri = "/webhooks/compliance"
[app_proxy]
uri = "/elsewhere"
`
    const more = { uri: '/webhooks/orders', includeFields: ['id', 'line_items.id'] }
    expect(parseSubscriptions(toml)).toEqual([
      { topic: 'orders/create', ...more },
      { topic: 'orders/edited', ...more },
    ])
  })

  test('refuses: topics without a URI', () => {
    expect(() => parseSubscriptions('[[webhooks.subscriptions]]\ntopics = ["orders/create"]')).toThrow(
      'no uri',
    )
  })
})
