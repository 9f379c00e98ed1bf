import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hookAction } from '../../app/hooks/hookAction.ts'
import { parseShop, ShopUpdatePayload, UninstalledPayload } from '../../app/hooks/wire.ts'

const sign = (body: string | Uint8Array) => createHmac('sha256', 'secret').update(body).digest('base64')
const door = { sign, isEqual: (a: string, b: string) => a === b }

function webhook(body: string, over: Record<string, string | null> = {}, method = 'POST'): Request {
  const headers = {
    'x-shopify-topic': 'app/uninstalled',
    'x-shopify-shop-domain': 'harbor.myshopify.com',
    'x-shopify-hmac-sha256': sign(body),
    ...over,
  }
  const given = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null)
  return new Request('https://app.example/webhooks/app/uninstalled', {
    method,
    headers: given,
    ...(method === 'POST' ? { body } : {}),
  })
}
function make(calls: unknown[] = []) {
  return hookAction({
    door,
    topic: 'app/uninstalled',
    schema: UninstalledPayload,
    run: async (shop) => {
      calls.push(shop)
    },
  })
}

describe('hookAction', () => {
  test('default: 200, empty, and the shop is the header’s', async () => {
    const calls: unknown[] = []
    const response = await make(calls)({ request: webhook('{"id":1,"name":"\\u00e9"}') })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(calls).toEqual([{ myshopifyDomain: 'harbor.myshopify.com', triggeredAt: null }])
  })

  test('behavior: when it happened is Shopify’s word', async () => {
    const calls: unknown[] = []
    await make(calls)({ request: webhook('{}', { 'x-shopify-triggered-at': '2026-11-25T13:10:00.123Z' }) })
    expect(calls).toMatchObject([{ triggeredAt: Date.parse('2026-11-25T13:10:00Z') / 1000 }])
  })

  test.each<[string, Request, number, string]>([
    ['no signature', webhook('{}', { 'x-shopify-hmac-sha256': null }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    [
      'another signature',
      webhook('{}', { 'x-shopify-hmac-sha256': sign('{ }') }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    [
      'a signature of another secret',
      webhook('{}', { 'x-shopify-hmac-sha256': createHmac('sha256', 'x').update('{}').digest('base64') }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    ['another topic', webhook('{}', { 'x-shopify-topic': 'shop/redact' }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    ['no shop', webhook('{}', { 'x-shopify-shop-domain': null }), 401, 'ERR_WEBHOOK_SIGNATURE'],
    [
      'a shop that is none',
      webhook('{}', { 'x-shopify-shop-domain': 'evil.example' }),
      401,
      'ERR_WEBHOOK_SIGNATURE',
    ],
    ['a signed body that is no JSON', webhook('nonsense'), 400, 'ERR_BODY_INVALID'],
    ['another method', webhook('', {}, 'GET'), 405, 'ERR_METHOD'],
  ])('refuses: %s', async (_, request, status, code) => {
    const calls: unknown[] = []
    const response = await make(calls)({ request })
    expect([response.status, await response.json()]).toEqual([status, { code, msg: expect.any(String) }])
    expect(calls).toEqual([])
  })

  test('behavior: a shop’s update is read from what Shopify documents', () => {
    const payload = {
      id: 70012345678,
      domain: 'Harbor.example',
      iana_timezone: 'Europe/Berlin',
      currency: 'EUR',
      plan: 'x',
    }
    expect(
      parseShop({ myshopifyDomain: 'harbor.myshopify.com', payload: ShopUpdatePayload.parse(payload) }),
    ).toEqual({
      id: 70012345678n,
      myshopifyDomain: 'harbor.myshopify.com',
      primaryDomain: 'harbor.example',
      ianaTimezone: 'Europe/Berlin',
      currencyCode: 'EUR',
    })
  })
})
