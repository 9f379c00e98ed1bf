import { GraphQLError } from 'graphql'
import type { Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { findTokenScopes } from '../../admin/answerGraphql.ts'
import type { StandinShop, StandinState } from '../../state.ts'
import { type AnswerStorefrontParameters, answerStorefront } from './answerStorefront.ts'
import type { StorefrontCaller } from './setCartMetafields.ts'

export type RouteStorefrontApiParameters = {
  app: Hono
  state: StandinState
  /** The shop whose API was called; undefined if the stand-in has no such shop. */
  findShop: (c: Context) => StandinShop | undefined
  /** Prices a cart, with its Functions; absent where none are deployed. */
  price?: AnswerStorefrontParameters['price']
}

const VERSION = '2026-10'

/**
 * Serves the Storefront API. An app calls it with its own access token as a private token, or with a public token made
 * for a storefront. A call without token is allowed and counts as no app.
 */
export function routeStorefrontApi({
  app,
  state,
  findShop,
  price = refusePrice,
}: RouteStorefrontApiParameters): void {
  // Pages of any site may call it. They cannot send cookies.
  app.use('/api/*', cors({ origin: '*', allowMethods: ['POST', 'OPTIONS'], maxAge: 86_400 }))
  app.post('/api/:version/graphql.json', async (c) => {
    const shop = findShop(c)
    if (!shop || c.req.param('version') !== VERSION) return c.json({ errors: 'Not Found' }, 404)
    const caller = identify(c, shop)
    if (!caller) {
      return c.json({ errors: [{ message: '', extensions: { code: 'UNAUTHORIZED' } }] }, 401)
    }
    const body: unknown = await c.req.json().catch(() => null)
    c.header('x-shopify-api-version', VERSION)
    return c.json(await answerStorefront({ state, shop, caller, price, body }))
  })
}

function refusePrice(): never {
  throw new GraphQLError('The stand-in prices carts at the storefront alone.', {
    extensions: { code: 'STANDIN_NOT_IMITATED' },
  })
}

/** Identifies the caller; null for an invalid token. */
function identify(c: Context, shop: StandinShop): StorefrontCaller | null {
  const ownToken = c.req.header('shopify-storefront-private-token')
  if (ownToken !== undefined) {
    const scopes = findTokenScopes(shop, ownToken)
    return scopes && { isApp: true, scopes }
  }
  const publicToken = c.req.header('x-shopify-storefront-access-token')
  if (publicToken === undefined) return { isApp: false, scopes: [] }
  const known = shop.storefrontTokens.get(publicToken)
  return known ? { isApp: true, scopes: known.scopes } : null
}
