import type { Hono } from 'hono'
import { parseKnobs } from '../knobs.ts'
import { changeScopes, sendLateUpdates } from '../oauth/changeScopes.ts'
import type { StandinShop, StandinState } from '../state.ts'
import type { StandinGrants } from '../stateTypes.ts'
import { formatShop } from '../webhooks/formatShop.ts'
import type { SendTopic } from '../webhooks/sendWebhook.ts'
import { uninstall } from '../webhooks/uninstall.ts'

export type RouteControlParameters = { app: Hono; state: StandinState; send: SendTopic }

/**
 * Serves the control routes with which tests and the demo act as the merchant and as Shopify. Shopify has none of them,
 * and the app does not know them.
 */
export function routeControl({ app, state, send }: RouteControlParameters): void {
  const findShop = (domain: unknown): StandinShop | undefined =>
    domain === undefined ? [...state.shops.values()][0] : state.shops.get(String(domain))
  const unknown = { error: 'The stand-in has no such shop.' }

  app.post('/standin/fail', async (c) => {
    const body = (await c.req.json()) as {
      operation: string
      times?: number
      every?: number
      shop?: string
      status?: number
      userErrors?: { field?: string[] | null; message: string; code?: string | null }[]
    }
    const shop = findShop(body.shop)
    if (!shop) return c.json(unknown, 404)
    shop.failures.push({
      operation: body.operation,
      times: body.times ?? 1,
      ...(body.every !== undefined && { every: body.every }),
      status: body.userErrors ? null : (body.status ?? 500),
      userErrors: (body.userErrors ?? []).map((each) => ({ field: null, code: null, ...each })),
    })
    return c.json({ planned: shop.failures.filter((each) => each.times > 0) })
  })

  app.delete('/standin/fail', (c) => {
    const shop = findShop(c.req.query('shop'))
    if (!shop) return c.json(unknown, 404)
    shop.failures.length = 0
    return c.body(null, 204)
  })

  app.post('/standin/uninstall', async (c) => {
    const { shop: domain, loseWebhook = false } = (await c.req.json()) as {
      shop?: string
      loseWebhook?: boolean
    }
    const shop = findShop(domain)
    if (!shop) return c.json(unknown, 404)
    uninstall({ state, shop })
    if (loseWebhook) return c.json({ delivered: false, attempts: 0, status: null })
    return c.json(await send({ shop, topic: 'app/uninstalled', payload: formatShop(shop) }))
  })

  app.post('/standin/scopes', async (c) => {
    const body = (await c.req.json()) as Partial<StandinGrants> & {
      shop?: string
      grant?: string[]
      revoke?: string[]
      sendLate?: boolean
    }
    const shop = findShop(body.shop)
    if (!shop?.installation) return c.json(unknown, 404)
    const { dialog, updates, reach } = body
    Object.assign(shop.grants, {
      ...(dialog && { dialog }),
      ...(updates && { updates }),
      ...(reach && { reach }),
    })
    const { grant, revoke } = body
    await changeScopes({ state, shop, send, ...(grant && { grant }), ...(revoke && { revoke }) })
    if (body.sendLate) await sendLateUpdates({ shop, send })
    return c.json({ scopes: shop.installation.scopes, late: shop.grants.late.length })
  })

  app.post('/standin/knobs', async (c) => {
    const { shop: domain, ...given } = (await c.req.json()) as Record<string, unknown>
    const shop = findShop(domain)
    if (!shop) return c.json(unknown, 404)
    try {
      Object.assign(shop.knobs, parseKnobs(given))
    } catch (error) {
      if (error instanceof RangeError) return c.json({ error: error.message }, 400)
      throw error
    }
    return c.json(shop.knobs)
  })

  app.post('/standin/webhook', async (c) => {
    const body = (await c.req.json()) as { shop?: string; topic: string; payload: unknown }
    const shop = findShop(body.shop)
    if (!shop) return c.json(unknown, 404)
    return c.json(await send({ shop, topic: body.topic, payload: body.payload }))
  })

  app.post('/standin/shop', async (c) => {
    const { shop: domain, ...settings } = (await c.req.json()) as { shop?: string } & Partial<Settings>
    const shop = findShop(domain)
    if (!shop) return c.json(unknown, 404)
    for (const name of SETTINGS) if (settings[name] !== undefined) shop[name] = settings[name]
    return c.json(await send({ shop, topic: 'shop/update', payload: formatShop(shop) }))
  })

  app.get('/standin/shops/:domain', (c) => {
    const shop = findShop(c.req.param('domain'))
    if (!shop) return c.json(unknown, 404)
    return c.json({
      ...formatShop(shop),
      installed: shop.installation !== null,
      scopes: shop.installation?.scopes ?? [],
      metafields: [...shop.metafields.values()],
      metafieldDefinitions: [...shop.metafieldDefinitions.values()],
      metaobjects: [...shop.metaobjects.values()],
      metaobjectDefinitions: [...shop.metaobjectDefinitions.values()],
      discounts: [...shop.discounts.values()],
      codeDiscounts: [...shop.codeDiscounts.values()],
      validations: [...shop.validations.values()],
      orders: shop.orders,
      fulfillmentOrders: [...shop.fulfillmentOrders.values()],
    })
  })
}

const SETTINGS = ['name', 'ianaTimezone', 'currencyCode', 'primaryDomain', 'locale', 'email'] as const
type Settings = Pick<StandinShop, (typeof SETTINGS)[number]>
