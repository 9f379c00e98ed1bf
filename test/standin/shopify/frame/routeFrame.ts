import type { Context, Hono } from 'hono'
import { searchProducts } from '../admin/resolvers/products.ts'
import { changeScopes } from '../oauth/changeScopes.ts'
import { signIdToken } from '../oauth/signIdToken.ts'
import type { StandinShop, StandinState } from '../state.ts'
import type { SendTopic } from '../webhooks/sendWebhook.ts'
import { type BrowserScripts, bundleOrderPage } from './bundleBrowser.ts'
import { formatExtensions } from './formatExtensions.ts'
import { formatPickedCollection } from './formatPickedCollection.ts'
import { formatPickedProduct } from './formatPickedProduct.ts'
import { renderFrame, renderOrderPage } from './renderFrame.ts'

export type RouteFrameParameters = {
  app: Hono
  state: StandinState
  apiKey: string
  apiSecret: string
  tunnelUrl: string
  appHome: string
  scripts: BrowserScripts
  send: SendTopic
}

/** Serves the admin's pages and the API of their script. */
export function routeFrame(parameters: RouteFrameParameters): void {
  const { app, state, apiKey, apiSecret, tunnelUrl, appHome, scripts, send } = parameters
  const findShop = (c: Context): StandinShop | undefined =>
    state.shops.get(`${c.req.param('store')}.myshopify.com`)
  const nowhere = (c: Context) => c.text('The stand-in has no such store.', 404)
  const storeOf = (shop: StandinShop): string => shop.myshopifyDomain.replace(/\.myshopify\.com$/, '')
  const appPath = (shop: StandinShop): string => `/store/${storeOf(shop)}/apps/${state.appHandle}`

  app.get('/app-bridge.js', (c) => c.body(scripts.appBridge, 200, SCRIPT))
  app.get('/frame.js', (c) => c.body(scripts.frame, 200, SCRIPT))
  app.get('/frame.css', (c) => c.body(scripts.css, 200, { 'content-type': 'text/css; charset=utf-8' }))

  app.get('/', (c) => {
    const [first] = state.shops.values()
    return first ? c.redirect(appPath(first)) : nowhere(c)
  })
  app.get('/store/:store', (c) => {
    const shop = findShop(c)
    return shop ? c.redirect(appPath(shop)) : nowhere(c)
  })

  const page = (c: Context) => {
    const shop = findShop(c)
    if (!shop || c.req.param('app') !== state.appHandle) return nowhere(c)
    return c.html(
      renderFrame({
        storeName: storeOf(shop),
        shopName: shop.name,
        shopDomain: shop.myshopifyDomain,
        currencyCode: shop.currencyCode,
        storefrontOrigin: shop.storefrontOrigin,
        appTitle: state.appTitle,
        appHandle: state.appHandle,
        appHome,
        appOrigin: new URL(tunnelUrl).origin,
      }),
    )
  }
  app.get('/store/:store/apps/:app', page)
  app.get('/store/:store/apps/:app/*', page)

  app.get('/order-page.js', async (c) => c.body((await bundleOrderPage()).page, 200, SCRIPT))
  app.get('/block-worker.js', async (c) => c.body((await bundleOrderPage()).worker, 200, SCRIPT))
  app.get('/store/:store/orders/:order', async (c) => {
    const shop = findShop(c)
    const order = shop?.orders.find(({ id }) => String(id) === c.req.param('order'))
    if (!shop || !order) return nowhere(c)
    const { css } = await bundleOrderPage()
    const config = {
      orderGid: `gid://shopify/Order/${order.id}`,
      api: `/store/${storeOf(shop)}/api`,
      appOrigin: new URL(tunnelUrl).origin,
      appPath: appPath(shop),
    }
    return c.html(renderOrderPage({ name: order.name, config, css }))
  })

  app.post('/store/:store/api/id-token', (c) => {
    const shop = findShop(c)
    if (!shop) return nowhere(c)
    return c.json({ token: signIdToken({ shop: shop.myshopifyDomain, apiKey, apiSecret }) })
  })

  app.get('/store/:store/api/products', (c) => {
    const shop = findShop(c)
    if (!shop) return nowhere(c)
    const kept = searchProducts([...shop.products.values()], c.req.query('filter') ?? '')
    const found = searchProducts(kept, c.req.query('query') ?? '')
    return c.json(found.map((product) => formatPickedProduct(shop, product)))
  })

  app.get('/store/:store/api/collections', (c) => {
    const shop = findShop(c)
    if (!shop) return nowhere(c)
    const wanted = (c.req.query('query') ?? '').toLowerCase()
    const found = [...shop.collections.values()].filter(({ title }) => title.toLowerCase().includes(wanted))
    return c.json(found.map((collection) => formatPickedCollection(shop, collection)))
  })

  app.get('/store/:store/api/extensions', (c) => {
    const shop = findShop(c)
    return shop ? c.json(formatExtensions(shop)) : nowhere(c)
  })

  const scopesOf = (shop: StandinShop) => ({
    granted: shop.installation?.scopes ?? [],
    required: state.scopes.required,
    optional: state.scopes.optional,
    dialog: shop.grants.dialog,
  })
  app.get('/store/:store/api/scopes', (c) => {
    const shop = findShop(c)
    return shop ? c.json(scopesOf(shop)) : nowhere(c)
  })
  app.post('/store/:store/api/scopes', async (c) => {
    const shop = findShop(c)
    if (!shop?.installation) return nowhere(c)
    const { grant = [], revoke = [] } = (await c.req.json()) as { grant?: string[]; revoke?: string[] }
    await changeScopes({ state, shop, grant, revoke, send })
    return c.json(scopesOf(shop))
  })
}

const SCRIPT = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }
