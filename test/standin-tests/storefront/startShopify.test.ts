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
      headHtml: '<script src="/wallets.js"></script>',
    })
    const { shops } = shopify.state
    expect([...shops.keys()]).toEqual(['first.myshopify.com', 'second.myshopify.com'])
    const page = await (await fetch(`${shops.get('second.myshopify.com')?.storefrontOrigin}/`)).text()
    expect(page).toContain('Second')
    expect(page).toContain('<script src="/wallets.js">')
    expect(shopify.state.functions).toMatchObject([
      { handle: 'gate-discount', apiVersion: '2026-07' },
      { handle: 'gate-validation', apiVersion: '2026-07' },
    ])
    await shopify.close()
    await expect(fetch(`${shops.get('first.myshopify.com')?.storefrontOrigin}/`)).rejects.toThrow()
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

  test('behavior: a shop that opens later shares its seed with no other, nor its faults, and closes with all', async () => {
    const product = { id: 7, title: 'Mug', handle: 'mug', variants: [{ id: 71, price: '5.00' }] }
    const collection = { id: 9, title: 'All', handle: 'all', productIds: [7] }
    const seed = { id: 3, name: 'Third', products: [product], collections: [collection] }
    const shopify = await startShopify({ ...common, storefrontPort: 0 })
    const third = await shopify.addShop({ ...seed, myshopifyDomain: 'third.myshopify.com' })
    const fourth = await shopify.addShop({ ...seed, id: 4, myshopifyDomain: 'fourth.myshopify.com' })
    const send = (url: string, method: string, body?: object) =>
      fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
    expect(await (await fetch(`${third.storefrontOrigin}/products/mug`)).text()).toContain('Mug')
    await send(`${third.storefrontOrigin}/standin/products/7`, 'POST', { title: 'Cup' })
    await send(`${third.storefrontOrigin}/standin/collections/9/products`, 'POST', { remove: [7] })
    await send(`${third.storefrontOrigin}/standin/webhooks`, 'POST', { isHeld: true })
    const fault = { operation: 'metafieldsSet', status: 503, shop: third.myshopifyDomain }
    await send(`${shopify.graphqlOrigin}/standin/fail`, 'POST', fault)
    await send(`${shopify.graphqlOrigin}/standin/fail?shop=${fourth.myshopifyDomain}`, 'DELETE')
    const stateOf = ({ products, collections, webhooks, failures }: typeof third) => ({
      title: products.get(7)?.title,
      productIds: collections.get(9)?.productIds,
      isHeld: webhooks.isHeld,
      failures: failures.length,
    })
    expect(stateOf(third)).toEqual({ title: 'Cup', productIds: [], isHeld: true, failures: 1 })
    expect(stateOf(fourth)).toEqual({ title: 'Mug', productIds: [7], isHeld: false, failures: 0 })
    await shopify.close()
    await expect(fetch(`${third.storefrontOrigin}/`)).rejects.toThrow()
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
    const storefront = shop?.storefrontOrigin
    const body = JSON.stringify({
      lines: [{ custom: { title: 'Engraving', price: '5.00', requiresShipping: false } }],
    })
    const order = (await (await fetch(`${storefront}/standin/orders`, { method: 'POST', body })).json()) as {
      id: number
    }
    const { log } = (await (await fetch(`${storefront}/standin/webhooks?wait`)).json()) as { log: unknown[] }
    expect(log).toEqual([{ topic: 'orders/create', fate: 'sent' }])
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
