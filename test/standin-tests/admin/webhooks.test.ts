import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sendWebhook } from '../../standin/shopify/webhooks/sendWebhook.ts'
import { API_SECRET, startTestAdmin, type TestAdmin } from './startTestAdmin.ts'

type Received = { path: string; headers: IncomingHttpHeaders; body: string }

let received: Received[]
let statuses: number[]
let app: Server
let appOrigin: string
let admin: TestAdmin

beforeEach(async () => {
  received = []
  statuses = []
  app = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      received.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(statuses.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  appOrigin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
  admin = await startTestAdmin(appOrigin)
})
afterEach(async () => {
  await admin.close()
  app.close()
})

const control = (path: string, body: unknown) =>
  fetch(`${admin.graphqlOrigin}/standin/${path}`, { method: 'POST', body: JSON.stringify(body) })

describe('webhooks', () => {
  test('default', async () => {
    const result = await admin.sendWebhook({
      shop: admin.shop,
      topic: 'shop/update',
      payload: { name: 'Süd' },
    })
    expect(result).toEqual({ delivered: true, attempts: 1, status: 200 })
    const [webhook] = received
    expect(webhook?.path).toBe('/webhooks/shop/update')
    expect(webhook?.headers).toMatchObject({
      'x-shopify-topic': 'shop/update',
      'x-shopify-shop-domain': 'northwind.myshopify.com',
      'x-shopify-hmac-sha256': createHmac('sha256', API_SECRET)
        .update(webhook?.body ?? '')
        .digest('base64'),
    })
  })

  test('behavior: a refused webhook is sent again with the same id, a limited number of times', async () => {
    statuses = [500, 500, 500, 500]
    const retryAfter = [1, 1]
    const call = {
      appUrl: appOrigin,
      apiSecret: API_SECRET,
      shop: admin.shop,
      topic: 'shop/update',
      payload: {},
    }
    expect(await sendWebhook({ ...call, retryAfter })).toEqual({ delivered: false, attempts: 3, status: 500 })
    expect(new Set(received.map((each) => each.headers['x-shopify-webhook-id'])).size).toBe(1)
    statuses = [500]
    expect(await sendWebhook({ ...call, retryAfter })).toMatchObject({ delivered: true, attempts: 2 })
  })

  test('behavior: a changed setting of the shop sends shop/update', async () => {
    await control('shop', { ianaTimezone: 'Asia/Tokyo' })
    expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({ iana_timezone: 'Asia/Tokyo' })
  })

  test('behavior: uninstalling revokes the tokens, deletes the app’s own metafields and sends a webhook', async () => {
    const token = await admin.install()
    await admin.graphql({
      query: `mutation { metafieldsSet(metafields: [
        { ownerId: "gid://shopify/Product/11", key: "gates", type: "single_line_text_field", value: "1" }
        { ownerId: "gid://shopify/Product/11", namespace: "custom", key: "care", type: "single_line_text_field", value: "wash cold" }
      ]) { userErrors { message } } }`,
    })
    await control('uninstall', {})
    expect(received[0]?.path).toBe('/webhooks/app/uninstalled')
    expect([...admin.shop.metafields.values()].map((each) => each.namespace)).toEqual(['custom'])
    expect((await admin.graphql({ query: '{ shop { id } }', token })).status).toBe(401)
  })
})

describe('tunnel', () => {
  test('behavior: only frame-ancestors is rewritten, and an app that is down gives one sentence', async () => {
    app.removeAllListeners('request')
    app.on('request', (request, response) => {
      response.writeHead(200, {
        'content-security-policy': "default-src 'self'; frame-ancestors https://admin.shopify.com;",
        'x-saw-host': request.headers.host,
      })
      response.end('hello')
    })
    const answer = await fetch(`${admin.tunnelUrl}/app?x=1`)
    expect(await answer.text()).toBe('hello')
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'self';frame-ancestors ${admin.graphqlOrigin};`,
    )
    expect(answer.headers.get('x-saw-host')).toBe(new URL(admin.tunnelUrl).host)
    app.closeAllConnections()
    await new Promise((resolve) => app.close(resolve))
    const down = await fetch(admin.tunnelUrl)
    expect(down.status).toBe(502)
    expect(await down.text()).toMatch(/cannot reach the app/)
  })
})
