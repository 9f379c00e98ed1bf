import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { signProxyQuery } from '../../standin/shopify/storefront/signProxyQuery.ts'
import { CUSTOMER_ID, openTestShop } from './openTestShop.ts'

type Seen = { method: string; url: URL; headers: Record<string, unknown>; body: string }

let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = null
})

async function startApp(contentType = 'application/json', body = '{"ok":true}') {
  const seen: Seen[] = []
  const app = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const { method = '', headers } = request
    seen.push({ method, url: new URL(request.url ?? '', 'http://app'), headers, body: text })
    response.writeHead(201, { 'content-type': contentType, 'set-cookie': 'a=b', 'x-app': 'yes' })
    response.end(body)
  })
  server = app
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  return { seen, appOrigin: `http://127.0.0.1:${(app.address() as AddressInfo).port}` }
}

/** Expect seconds, between `before` and now. */
function expectNow(timestamp: string | null | undefined, before: number): void {
  expect(Number(timestamp)).toBeGreaterThanOrEqual(before)
  expect(Number(timestamp)).toBeLessThanOrEqual(Date.now() / 1000)
}

describe('proxyRoutes', () => {
  test('default', async () => {
    const { seen, appOrigin } = await startApp()
    const { ask } = openTestShop({ appOrigin })
    await ask('/cart.js')
    const before = Math.floor(Date.now() / 1000)
    const answer = await ask('/apps/palisade/unlock?x=1&shop=other.myshopify.com&signature=00', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9' },
      body: '{"gates":[1]}',
    })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ ok: true })
    expect(answer.headers.get('x-app')).toBe('yes')
    expect(answer.headers.get('set-cookie') ?? '').not.toContain('a=b')
    const [request] = seen
    expect(request).toMatchObject({ method: 'POST', body: '{"gates":[1]}' })
    expect(request?.url.pathname).toBe('/proxy/unlock')
    expect(request?.headers.cookie).toBeUndefined()
    expect(request?.headers).toMatchObject({
      'x-forwarded-host': 'shop.test:3001',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '203.0.113.9, 127.0.0.1',
    })
    const query = Object.fromEntries(request?.url.searchParams ?? [])
    expect(query).toMatchObject({
      x: '1',
      shop: 'test-store.myshopify.com',
      logged_in_customer_id: '',
      path_prefix: '/apps/palisade',
    })
    const signed = [...(request?.url.searchParams ?? [])].filter(([name]) => name !== 'signature')
    expect(query.signature).toBe(signProxyQuery({ query: signed, secret: 'test-secret' }))
    expectNow(query.timestamp, before)
  })

  test('behavior: the request names the signed-in customer, at real time even if the shop’s clock differs', async () => {
    const { seen, appOrigin } = await startApp()
    const { ask, post } = openTestShop({ appOrigin })
    await post('/standin/login', { customerId: CUSTOMER_ID })
    await post('/standin/clock', { offsetSeconds: 86_400 })
    const before = Math.floor(Date.now() / 1000)
    await ask('/apps/palisade/nonce')
    const query = seen[0]?.url.searchParams
    expect(query?.get('logged_in_customer_id')).toBe(String(CUSTOMER_ID))
    expectNow(query?.get('timestamp'), before)
  })

  test('behavior: Liquid is rendered in the theme', async () => {
    const { appOrigin } = await startApp('application/liquid', '<h1>{{ shop.name }} says hello</h1>')
    const answer = await openTestShop({ appOrigin }).ask('/apps/palisade/page')
    const page = await answer.text()
    expect(page).toContain('<h1>Test Store says hello</h1>')
    expect(page).toContain('site-header')
  })

  test('behavior: an app that is down gives an HTML page, not JSON', async () => {
    const answer = await openTestShop().ask('/apps/palisade/nonce', { method: 'POST', body: '{}' })
    expect(answer.status).toBe(502)
    expect(answer.headers.get('content-type')).toContain('text/html')
  })
})
