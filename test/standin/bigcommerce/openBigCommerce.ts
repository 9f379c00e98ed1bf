import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { formatOrigin } from '../processes/formatOrigin.ts'
import { setKeepAlive } from '../processes/setKeepAlive.ts'
import { answerApi, DROPPED } from './api/answerApi.ts'
import { createSecret, createStore } from './createStore.ts'
import type { Knobs } from './knobs.ts'
import { answerToken } from './oauth/answerToken.ts'
import { routePanel } from './panel/routePanel.ts'
import { routeControl } from './routeControl.ts'
import { seedStore } from './seedStore.ts'
import type { StandinApp, StandinStore } from './state.ts'
import { routeStorefront } from './storefront/routeStorefront.ts'
import { settleEvents } from './webhooks/emitEvent.ts'

/** What the app's profile asks for. */
export const APP_SCOPES = [
  'store_v2_default',
  'store_v2_content',
  'store_content_checkout',
  'store_v2_customers_read_only',
  'store_v2_information_read_only',
  'store_v2_marketing',
  'store_v2_orders',
  'store_v2_products_read_only',
  'store_v2_transactions',
]

export type OpenBigCommerceParameters = {
  /** Origin of the app, which need not run yet. */
  appOrigin: string
  clientId?: string
  clientSecret?: string
  callbacks?: Partial<StandinApp['callbacks']>
  scopes?: readonly string[]
  host?: string
  /** 0 takes a free one. */
  port?: number
  hash?: string
  name?: string
  knobs?: Partial<Knobs>
  /** Put into the head of each page, such as the demo's wallets. */
  headHtml?: string
  /** In milliseconds. */
  now?: () => number
}

export type OpenBigCommerceResult = {
  /** Plays api.bigcommerce.com, login.bigcommerce.com and the store's own domain. */
  origin: string
  store: StandinStore
  /** @throws Error if the stand-in gave an answer that the published schema refuses. */
  close: () => Promise<void>
}

/** Opens the stand-in BigCommerce with one store. @throws Error with `code` EADDRINUSE if the port is in use. */
export async function openBigCommerce(parameters: OpenBigCommerceParameters): Promise<OpenBigCommerceResult> {
  const { host = '127.0.0.1', port = 0, now = Date.now, hash = 'g5cd38', knobs } = parameters
  const store = createStore({ hash, app: composeApp(parameters), now, knobs })
  store.name = parameters.name ?? store.name
  store.headHtml = parameters.headHtml ?? ''
  store.users.set(9_876_543, { id: 9_876_543, email: 'staff@example.com', locale: 'en-US' })
  seedStore(store)
  const server = setKeepAlive(createServer(createListener(store)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  store.origin = formatOrigin({ host, port: (server.address() as { port: number }).port })
  return { origin: store.origin, store, close: () => close(server, store) }
}

function composeApp({
  appOrigin,
  clientId,
  clientSecret,
  callbacks,
  scopes,
}: OpenBigCommerceParameters): StandinApp {
  return {
    id: '54321',
    name: 'Palisade',
    clientId: clientId ?? createSecret(),
    clientSecret: clientSecret ?? createSecret(32),
    origin: appOrigin,
    callbacks: {
      auth: '/bigcommerce/auth',
      load: '/bigcommerce/load',
      uninstall: '/bigcommerce/uninstall',
      removeUser: '/bigcommerce/remove_user',
      ...callbacks,
    },
    scopes: scopes ?? APP_SCOPES,
    accountUuid: randomUUID(),
  }
}

function createListener(store: StandinStore) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.onError((error, c) => {
    // Whatever throws is a fault of the stand-in, or of a test that misuses it.
    store.faults.push(error.message)
    return c.json({ code: 'STANDIN_FAULT', message: error.message }, 500)
  })
  app.post('/oauth2/token', (c) => answerToken(store, c.req.raw))
  app.all('/stores/*', async (c) => {
    const answer = await answerApi(store, c.req.raw)
    if (answer.status !== DROPPED) return answer
    c.env.incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  })
  routePanel(app, store)
  routeControl(app, store)
  routeStorefront(app, store)
  return getRequestListener(app.fetch, { overrideGlobalObjects: false })
}

async function close(server: Server, store: StandinStore): Promise<void> {
  // Retries end with their webhook.
  store.hooks.clear()
  await settleEvents(store)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
  if (store.faults.length > 0) throw new Error(`The stand-in is not as published: ${store.faults.join('; ')}`)
}
