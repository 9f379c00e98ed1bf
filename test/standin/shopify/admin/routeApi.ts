import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { answerAccessToken } from '../oauth/answerAccessToken.ts'
import type { StandinShop, StandinState } from '../state.ts'
import {
  ADMIN_VERSIONS,
  type AdminEngine,
  type AdminVersion,
  answerGraphql,
  findTokenScopes,
  loadEngine,
} from './answerGraphql.ts'
import { type Bucket, openBucket } from './throttle.ts'

export type RouteApiParameters = { app: Hono; state: StandinState; apiKey: string; apiSecret: string }

/** Serves an app's calls to `https://{shop}.myshopify.com`; the header `x-shopify-shop-host` has the real host. */
export function routeApi({ app, state, apiKey, apiSecret }: RouteApiParameters): void {
  const engines = new Map<AdminVersion, Promise<AdminEngine>>()
  // Loads early, because the first call would wait seconds. A failure appears at that call.
  loadEngine('2026-10').catch(() => undefined)
  const buckets = new Map<string, Bucket>()
  const findShop = (c: Context): StandinShop | undefined =>
    state.shops.get(c.req.header('x-shopify-shop-host') ?? '')

  app.post('/admin/oauth/access_token', async (c) => {
    const shop = findShop(c)
    if (!shop) return c.json({ errors: 'Not Found' }, 404)
    const body = await readBody(c)
    const answer = answerAccessToken({ state, shop, apiKey, apiSecret, body })
    return c.json(answer.body, answer.status as 200)
  })

  app.post('/admin/api/:version/graphql.json', async (c) => {
    const shop = findShop(c)
    const version = ADMIN_VERSIONS.find((each) => each === c.req.param('version'))
    if (!shop || !version) return c.json({ errors: 'Not Found' }, 404)
    const scopes = findTokenScopes(shop, c.req.header('x-shopify-access-token') ?? '')
    if (!scopes)
      return c.json(
        { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
        401,
      )
    const engine = engines.get(version) ?? loadEngine(version)
    engines.set(version, engine)
    const standing = buckets.get(shop.myshopifyDomain)
    // Another plan of Shopify gives the shop another bucket.
    const isSame = standing && standing.perSecond === (shop.pointsPerSecond ?? standing.perSecond)
    const bucket = isSame ? standing : openFor(shop)
    buckets.set(shop.myshopifyDomain, bucket)
    const body = await readBody(c)
    const answer = await answerGraphql({ engine: await engine, state, shop, apiKey, scopes, bucket, body })
    if (answer.status === null) {
      // A planned failure with status 0: the answer never arrives.
      ;(c.env as HttpBindings).outgoing.destroy()
      return c.body(null)
    }
    c.header('x-shopify-api-version', version)
    return c.json(answer.body as object, answer.status as 200)
  })
}

function openFor({ pointsPerSecond }: StandinShop): Bucket {
  const at = Date.now() / 1000
  return openBucket(pointsPerSecond === undefined ? { at } : { at, perSecond: pointsPerSecond })
}

async function readBody(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
