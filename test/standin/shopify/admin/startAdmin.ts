import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { formatOrigin } from '../../processes/formatOrigin.ts'
import { setKeepAlive } from '../../processes/setKeepAlive.ts'
import { bundleBrowser } from '../frame/bundleBrowser.ts'
import { routeFrame } from '../frame/routeFrame.ts'
import { startTunnel } from '../frame/startTunnel.ts'
import type { StandinShop, StandinState } from '../state.ts'
import { routeStorefrontApi } from '../storefront/api/routeStorefrontApi.ts'
import { type SendTopic, sendWebhook } from '../webhooks/sendWebhook.ts'
import { routeApi } from './routeApi.ts'
import { routeControl } from './routeControl.ts'

export type StartAdminParameters = {
  host: string
  /** The admin's port; 0 takes a free one. */
  port: number
  /** The tunnel's port; absent: a free one. */
  tunnelPort?: number
  /** Origin at which the app listens. */
  appOrigin: string
  state: StandinState
  apiKey: string
  apiSecret: string
  appId: string
  /** Path of the app's first page. */
  appHome?: string
}

export type StartAdminResult = {
  /** URL of the app in the admin of the first shop. */
  adminUrl: string
  adminUrlOf: (shop: StandinShop) => string
  /** Value for the app's SHOPIFY_APP_URL. */
  tunnelUrl: string
  /** Value for the app's APP_BRIDGE_URL. */
  appBridgeUrl: string
  /** Value for STANDIN_SHOPIFY_ORIGIN, which `reroute.mjs` reads. */
  graphqlOrigin: string
  sendWebhook: SendTopic
  close: () => Promise<void>
}

/** Starts Shopify's admin half: Admin API, OAuth, webhooks, the admin's frame around the app, and the tunnel. */
export async function startAdmin(parameters: StartAdminParameters): Promise<StartAdminResult> {
  const { host, appOrigin, state, apiKey, apiSecret, appHome = '/app' } = parameters
  if (state.appId !== parameters.appId)
    throw new Error(`The state belongs to app ${state.appId}, not to app ${parameters.appId}.`)
  const scripts = await bundleBrowser()
  let adminOrigin = ''
  const tunnel = await startTunnel({
    host,
    port: parameters.tunnelPort ?? 0,
    appOrigin,
    adminOrigin: () => adminOrigin,
  })
  const tunnelUrl = originOf(host, tunnel)
  const send: SendTopic = (webhook) => sendWebhook({ appUrl: tunnelUrl, apiSecret, ...webhook })

  const app = new Hono()
  app.onError((error, c) => {
    console.error('stand-in admin:', error)
    return c.json({ errors: error.message }, 500)
  })
  routeApi({ app, state, apiKey, apiSecret })
  const findShop = (c: Context) => state.shops.get(c.req.header('x-shopify-shop-host') ?? '')
  routeStorefrontApi({ app, state, findShop })
  // Shopify sends shoppers from a shop's myshopify domain to its own.
  app.get('/products/:handle', (c) => {
    const shop = findShop(c)
    return shop ? c.redirect(`${shop.storefrontOrigin}${c.req.path}`, 301) : c.notFound()
  })
  routeControl({ app, state, send })
  routeFrame({ app, state, apiKey, apiSecret, tunnelUrl, appHome, scripts, send })
  const server = await listen(app, host, parameters.port).catch(async (error: unknown) => {
    await stop(tunnel)
    throw error
  })
  adminOrigin = originOf(host, server)

  const adminUrlOf = (shop: StandinShop): string =>
    `${adminOrigin}/store/${shop.myshopifyDomain.split('.')[0]}/apps/${state.appHandle}`
  const [first] = state.shops.values()
  return {
    adminUrl: first ? adminUrlOf(first) : `${adminOrigin}/`,
    adminUrlOf,
    tunnelUrl,
    appBridgeUrl: `${adminOrigin}/app-bridge.js`,
    graphqlOrigin: adminOrigin,
    sendWebhook: send,
    close: async () => {
      await Promise.all([stop(server), stop(tunnel)])
    },
  }
}

function listen(app: Hono, hostname: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port, overrideGlobalObjects: false }, () =>
      resolve(setKeepAlive(server as Server)),
    )
    server.once('error', reject)
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Origin of a server; one that listens on every address gets this machine's name. */
function originOf(host: string, server: Server): string {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return formatOrigin({ host, port })
}
