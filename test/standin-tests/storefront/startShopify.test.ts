import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { startShopify } from '../../standin/shopify/startShopify.ts'

const shops = [
  { id: 1, name: 'First', myshopifyDomain: 'first.myshopify.com', products: [] },
  { id: 2, name: 'Second', myshopifyDomain: 'second.myshopify.com', products: [] },
]
const common = {
  host: '127.0.0.1',
  appOrigin: 'http://127.0.0.1:1',
  apiKey: 'key',
  apiSecret: 'secret',
  adminPort: 0,
  shops,
}

beforeAll(async () => {
  await buildFunctions()
})

describe('startShopify', () => {
  test('default', async () => {
    const shopify = await startShopify({
      ...common,
      storefrontPort: 0,
      walletScriptUrl: '/wallets.js',
      headHtml: (shop) => `<meta name="shop" content="${shop.name}">`,
    })
    const { storefronts } = shopify
    expect(Object.keys(storefronts)).toEqual(['first.myshopify.com', 'second.myshopify.com'])
    const page = await (await fetch(`${storefronts['second.myshopify.com']}/`)).text()
    expect(page).toContain('<meta name="shop" content="Second">')
    expect(page).toContain('<script src="/wallets.js">')
    expect(shopify.state.functions).toMatchObject([
      { handle: 'gate-discount', apiVersion: '2026-07' },
      { handle: 'gate-validation', apiVersion: '2026-07' },
    ])
    await shopify.close()
    await expect(fetch(`${storefronts['first.myshopify.com']}/`)).rejects.toThrow()
    await expect(fetch(shopify.adminUrl)).rejects.toThrow()
  })

  test('behavior: a Function is deployed again as it is built now', async () => {
    const shopify = await startShopify({ ...common, storefrontPort: 0 })
    onTestFinished(shopify.close)
    const before = structuredClone(shopify.state.functions)
    await shopify.deployFunction('gate-validation')
    expect(shopify.state.functions).toEqual(before)
    await expect(shopify.deployFunction('gate-nothing')).rejects.toThrow()
    expect(shopify.state.functions).toEqual(before)
  })

  test('behavior: an order’s webhook reaches the app, signed, at the subscribed URL', async () => {
    const heard: { url?: string; signature: unknown; body: string }[] = []
    const app = createServer((request, answer) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        heard.push({ url: request.url, signature: request.headers['x-shopify-hmac-sha256'], body })
        answer.end()
      })
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    const { port } = app.address() as AddressInfo
    const shopify = await startShopify({
      ...common,
      storefrontPort: 0,
      appOrigin: `http://127.0.0.1:${port}`,
    })
    const shop = shopify.state.shops.get('first.myshopify.com')
    const tokens = { accessToken: 't', accessTokens: new Map(), refreshToken: null, refreshTokens: new Map() }
    if (shop) {
      shop.installation = { ...tokens, scopes: ['read_orders'], installedAt: '2026-11-25T00:00:00Z' }
      const subscription = { topic: 'orders/create', uri: '/hooks/new-order', includeFields: ['id'] }
      shopify.state.webhooks.subscriptions = []
      shop.webhookSubscriptions = [{ id: 'gid://shopify/WebhookSubscription/1', ...subscription }]
    }
    const storefront = shopify.storefronts['first.myshopify.com']
    const body = JSON.stringify({
      lines: [{ custom: { title: 'Engraving', price: '5.00', requiresShipping: false } }],
    })
    const order = (await (await fetch(`${storefront}/standin/orders`, { method: 'POST', body })).json()) as {
      id: number
    }
    const { log } = (await (await fetch(`${storefront}/standin/webhooks?wait`)).json()) as { log: unknown[] }
    expect(log).toEqual([{ shop: 'first.myshopify.com', topic: 'orders/create', fate: 'sent' }])
    const sent = JSON.stringify({ id: order.id })
    const signature = createHmac('sha256', 'secret').update(sent).digest('base64')
    expect(heard).toEqual([{ url: '/hooks/new-order', signature, body: sent }])
    await shopify.close()
    app.close()
  })

  test('refuses: a port that is in use (EADDRINUSE), and leaves nothing running', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(startShopify({ ...common, storefrontPort: port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      port,
    })
    await expect(startShopify({ ...common, storefrontPort: 0, adminPort: port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      port,
    })
    other.close()
  })
})
