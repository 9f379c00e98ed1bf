import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { hashSecret, hmacSha256 } from '../../../app/crypto/secrets.ts'
import { createTokenSigner } from '../../../app/crypto/signingKeys.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { installShop } from '../../../app/flows/shops/installShop.ts'
import { hookAction } from '../../../app/hooks/hookAction.ts'
import { HOOK_TOPICS } from '../../../app/hooks/topics.ts'
import { createShopifyPort } from '../../../app/shopify/createShopifyPort.ts'
import type { AdminGraphql } from '../../../app/shopify/runOperation.ts'
import { fake } from '../../fakes/fake.ts'
import { setKeepAlive } from '../../standin/processes/setKeepAlive.ts'
import { cancelOrder } from '../../standin/shopify/checkout/order/cancelOrder.ts'
import { refundOrder } from '../../standin/shopify/checkout/order/refundOrder.ts'
import { signIdToken } from '../../standin/shopify/oauth/signIdToken.ts'
import type { ShopSeed } from '../../standin/shopify/seedShop.ts'
import { type StartShopifyResult, startShopify } from '../../standin/shopify/startShopify.ts'
import type { StandinOrder, StandinShop } from '../../standin/shopify/state.ts'
import { releaseWebhooks, settleWebhooks } from '../../standin/shopify/webhooks/emitWebhook.ts'
import { makeStores } from '../makeStores.ts'
import { next } from '../samples.ts'
import type { Differences, Good, LiveCart, LiveShop, OpenShopParameters, Platform } from './platform.ts'

const HOST = '127.0.0.1'
const APP = { apiKey: 'lives-key', apiSecret: 'lives-secret' }
const JACKET = { product: 8101, variant: 91011 }
const MUG = { product: 8102, variant: 91021 }
const CAP = { product: 8104, variant: 91041 }
const GOODS: Readonly<Record<Good, typeof JACKET>> = { jacket: JACKET, mug: MUG, cap: CAP }
/** Scopes that a merchant grants so that orders can be held. */
const HOLDING = ['write_merchant_managed_fulfillment_orders', 'write_third_party_fulfillment_orders']

/** Shopify with Functions, which judge the proof in a cart's attribute: the built ones run at each checkout. */
export const shopifyWithFunctions: Platform = {
  name: 'Shopify',
  start: () => start({ runsFunctions: true, outsider: 'refused', copy: 'held', stale: 'refused' }),
}

/** Shopify below Plus, where an unlock gives a discount code of one use. */
export const shopifyWithCodes: Platform = {
  name: 'Shopify without Functions',
  start: () => start({ runsFunctions: false, outsider: 'held', copy: 'held', stale: 'held' }),
}

type Standin = { shopify: StartShopifyResult; contexts: Map<string, FlowContext> }

async function start({ runsFunctions, ...differences }: Differences & { runsFunctions: boolean }) {
  const contexts = new Map<string, FlowContext>()
  const app = await openApp(contexts)
  const shopify = await startShopify({
    ...{ host: HOST, appOrigin: app.origin, ...APP, storefrontPort: 0, adminPort: 0, shops: [] },
  })
  shopify.state.scopes.required.push(...HOLDING)
  return {
    open: (parameters: OpenShopParameters) =>
      openShop({ shopify, contexts }, { ...parameters, runsFunctions, differences }),
    close: async () => {
      await shopify.close()
      await app.close()
    },
  }
}

/** The app's own webhooks on a server: Shopify signs what it sends there. */
async function openApp(contexts: ReadonlyMap<string, FlowContext>) {
  const answer = hookAction({
    door: {
      now: () => [...contexts.values()].at(-1)?.now() ?? 0,
      sign: (message) => hmacSha256({ secret: APP.apiSecret, message, encoding: 'base64' }),
      isEqual: (a, b) => a === b,
      shopContext: ({ myshopifyDomain }) => {
        const ctx = contexts.get(myshopifyDomain)
        if (!ctx) throw new Error(`No test opened ${myshopifyDomain}.`)
        return ctx
      },
    },
    topics: HOOK_TOPICS,
  })
  const server = setKeepAlive(
    createServer(
      getRequestListener(
        (request) =>
          answer({ request, params: { '*': new URL(request.url).pathname.replace('/webhooks/', '') } }),
        { overrideGlobalObjects: false },
      ),
    ),
  )
  await new Promise<void>((resolve) => {
    server.listen(0, HOST, resolve)
  })
  return {
    origin: `http://${HOST}:${(server.address() as { port: number }).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function composeSeed(): ShopSeed {
  const number = next()
  const good = (title: string, price: string, { product: id, variant }: typeof JACKET) => ({
    ...{ id, title, handle: title.toLowerCase(), variants: [{ id: variant, price }] },
  })
  return {
    id: 70_022_000_000 + number,
    name: `Lives ${number}`,
    myshopifyDomain: `lives-${number}.myshopify.com`,
    ...{ currencyCode: 'EUR', ianaTimezone: 'Europe/Berlin' },
    products: [good('Jacket', '120.00', JACKET), good('Mug', '18.50', MUG), good('Cap', '34.00', CAP)],
  }
}

async function openShop(
  { shopify, contexts }: Standin,
  {
    db,
    clock,
    chain,
    runsFunctions,
    differences,
  }: OpenShopParameters & {
    runsFunctions: boolean
    differences: Differences
  },
): Promise<LiveShop> {
  const { state, tunnelUrl } = shopify
  const shop = await shopify.addShop(composeSeed())
  const { myshopifyDomain } = shop
  shop.functionsAllowed = runsFunctions
  shop.pointsPerSecond = 100_000
  setClock(shop, clock)
  await install(shopify, shop)
  const now = () => clock.now
  const ports = makeStores(db, { now })
  const ctx = fake<FlowContext>({
    ...ports,
    log: { warn: () => undefined },
    issuer: `${tunnelUrl}/api/v1`,
    ...{ createRandomHex, hashSecret, signProof, now, keptOrderDays: null },
    tokens: createTokenSigner({ loadKeys: ports.signingKeys.load, now }),
    readBalances: chain.readBalances,
    readTokenIds: chain.readTokenIds,
    shopify: createShopifyPort({
      graphql: askAdmin(shopify, shop),
      scopes: shop.installation?.scopes ?? [],
      appUrl: tunnelUrl,
    }),
  })
  contexts.set(myshopifyDomain, ctx)
  await installShop(ctx)
  const find = (orderId: number) => findOrder(shop, orderId)
  return {
    ...{ differences, myshopifyDomain, ctx },
    productOf: (good) => GOODS[good].product,
    openCart: () => openCart(shop),
    cancel: async (orderId) => {
      const order = find(orderId)
      cancelOrder({ state, shop, order, reason: 'customer', isRefunded: true, isRestocked: true })
    },
    refund: async (orderId, units) => {
      const order = find(orderId)
      refundOrder({ state, shop, order, lines: listRefunded(order, units) })
    },
    events: {
      lose: (count) => {
        shop.webhooks.loseNext = count
      },
      double: (count) => {
        shop.webhooks.doubleNext = count
      },
      hold: () => {
        shop.webhooks.isHeld = true
      },
      release: () => releaseWebhooks({ state, shop }),
      settle: () => settleWebhooks(shop),
    },
    stateOf: (orderId) => {
      if (find(orderId).cancelledAt !== null) return 'cancelled'
      const sent = [...shop.fulfillmentOrders.values()].filter((one) => one.orderId === orderId)
      return sent.some(({ status }) => status === 'ON_HOLD') ? 'held' : 'open'
    },
  }
}

/** Half a second past the whole one, because the stand-in adds an offset to the real clock. */
function setClock(shop: StandinShop, clock: { readonly now: number }): void {
  Object.defineProperty(shop, 'clockOffsetSeconds', { get: () => clock.now + 0.5 - Date.now() / 1000 })
}

async function install({ graphqlOrigin }: StartShopifyResult, { myshopifyDomain }: StandinShop) {
  const { apiKey, apiSecret } = APP
  const answer = await fetch(`${graphqlOrigin}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-shop-host': myshopifyDomain },
    body: JSON.stringify({
      ...{ client_id: apiKey, client_secret: apiSecret, expiring: '0' },
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: signIdToken({ shop: myshopifyDomain, apiKey, apiSecret }),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    }),
  })
  if (!answer.ok) throw new Error(`Shopify answered ${answer.status}: ${await answer.text()}`)
}

/** Ask over HTTP, and fail as Shopify's library does. */
function askAdmin({ graphqlOrigin }: StartShopifyResult, shop: StandinShop): AdminGraphql {
  return async (document, options) => {
    const answer = await fetch(`${graphqlOrigin}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shopify-shop-host': shop.myshopifyDomain,
        'x-shopify-access-token': shop.installation?.accessToken ?? '',
      },
      body: JSON.stringify({ query: document, variables: options?.variables }),
    })
    if (answer.status !== 200) throw new Response(null, { status: answer.status })
    return answer
  }
}

/** A shopper with a browser of their own, at the storefront's addresses. */
async function openCart(shop: StandinShop): Promise<LiveCart> {
  const cookies = new Map<string, string>()
  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(`${shop.storefrontOrigin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: 'application/json' },
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return (await answer.json()) as Record<string, unknown>
  }
  const { token } = await ask('/cart.js')
  return {
    token: String(token),
    put: async ({ proof, codes }) => {
      const discount = codes.map(({ code }) => code).join()
      await ask('/cart/update.js', { attributes: { _palisade: proof ?? '' }, discount })
    },
    checkout: async (items) => {
      const asked = items.map(({ good, quantity = 1 }) => ({ id: GOODS[good].variant, quantity }))
      await ask('/cart/add.js', { items: asked })
      const { order, errors } = (await ask('/checkout/complete', {})) as {
        order?: StandinOrder
        errors?: unknown
      }
      if (!order) return { kind: 'refused', why: JSON.stringify(errors ?? null) }
      return { kind: 'ordered', orderId: order.id, discountCents: sumDiscounts(order) }
    },
  }
}

function sumDiscounts({ lines, discounts }: StandinOrder): number {
  const all = [...lines.flatMap((line) => line.discounts), ...discounts]
  return all.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)
}

function findOrder(shop: StandinShop, orderId: number): StandinOrder {
  const order = shop.orders.find(({ id }) => id === orderId)
  if (!order) throw new Error(`The shop has no order ${orderId}.`)
  return order
}

function listRefunded({ lines }: StandinOrder, units: { good: Good; quantity: number } | 'all') {
  if (units === 'all')
    return lines.map(({ id, currentQuantity }) => ({ lineId: id, quantity: currentQuantity }))
  return lines
    .filter(({ productId }) => productId === GOODS[units.good].product)
    .map(({ id }) => ({ lineId: id, quantity: units.quantity }))
}
