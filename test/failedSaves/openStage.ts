import { expect } from 'vitest'
import { type OpenServer, openServer, SERVER_ENV } from '../openServer.ts'
import { requestAdmin } from '../standin/demo/requestAdmin.ts'
import { demoShops } from '../standin/demo/shops.ts'
import { findFreePort } from '../standin/processes/findPorts.ts'
import { type Front, startFront } from '../standin/shopify/startFront.ts'
import { startShopify } from '../standin/shopify/startShopify.ts'
import type { StandinShop } from '../standin/shopify/state.ts'

/** An answer of the app to a merchant's page, or to a program. */
export type Answer = { readonly status: number; readonly text: string }

/** A built server, the stand-in Shopify, and a front between them that lets requests fail. */
export type Stage = {
  readonly front: Front
  readonly server: OpenServer
  /** Open shops in which the app is installed and has done its first work, so that only a test asks Shopify. */
  readonly openShops: (count: number) => Promise<readonly string[]>
  /** Send a request of a merchant's browser. A login that has ended is renewed once, as App Bridge does. */
  readonly ask: (shop: string, path: string, body?: unknown) => Promise<Answer>
  /** What the shop has at Shopify. */
  readonly findShop: (shop: string) => StandinShop
  readonly close: () => Promise<void>
}

const HOST = '127.0.0.1'
const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret } = SERVER_ENV

export async function openStage(): Promise<Stage> {
  const shopify = await startShopify({
    ...{ host: HOST, apiKey, apiSecret, shops: [demoShops.harbor], appOrigin: `http://${HOST}:1` },
    ...{ storefrontPort: await findFreePort(HOST), adminPort: await findFreePort(HOST) },
  })
  const front = await startFront(shopify.graphqlOrigin)
  const env = { STANDIN_SHOPIFY_ORIGIN: front.origin, RPC_URL_ETHEREUM: `http://${HOST}:1` }
  const server = await openServer(env)
  const send = async (shop: string, path: string, body?: unknown) => {
    const merchant = { appOrigin: server.origin, apiKey, apiSecret, myshopifyDomain: shop }
    return requestAdmin(merchant, { path, ...(body === undefined ? {} : { body }) })
  }
  let shops = 0
  const openShop = async () => {
    const id = ++shops
    const shop = `saves-${id}.myshopify.com`
    await shopify.addShop({ ...demoShops.harbor, id: 70_100_000_000 + id, myshopifyDomain: shop })
    front.plan(shop)
    expect((await send(shop, '/app/settings.data')).status).toBe(200)
    return shop
  }
  const waker = await openShop()
  return {
    front,
    server,
    openShops: async (count) => {
      const opened: string[] = []
      while (opened.length < count) opened.push(await openShop())
      // This wakes the jobs. After its subscriptions, the job of a new shop reads what is published, and asks no more.
      await send(waker, '/app/settings/repair', {})
      for (const shop of opened) {
        const findLast = () => front.seen(shop).slice(front.seen(shop).indexOf('ListSubscriptions') + 1)
        await expect.poll(() => front.seen(shop), { interval: 50 }).toContain('ListSubscriptions')
        await expect.poll(findLast, { interval: 50 }).toContain('ReadPublished')
      }
      return opened
    },
    ask: async (...parameters) => {
      const first = await send(...parameters)
      const isEnded = first.headers.has('x-shopify-retry-invalid-session-request')
      const answer = isEnded ? await send(...parameters) : first
      return { status: answer.status, text: await answer.text() }
    },
    findShop: (shop) => shopify.state.shops.get(shop) as StandinShop,
    close: async () => {
      await server.close()
      front.close()
      await shopify.close()
    },
  }
}
