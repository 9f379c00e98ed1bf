import { Hono } from 'hono'
import { randomToken, type StandinShop, shopNow } from '../../state.ts'
import { isTable, parseCartBody } from '../cart/parseCartBody.ts'
import type { StorefrontContext } from '../context.ts'
import { openCart, signIn } from '../session.ts'
import { catalogRoutes } from './catalogRoutes.ts'
import { customerRoutes } from './customerRoutes.ts'
import { discountRoutes } from './discountRoutes.ts'
import { entryRoutes } from './entryRoutes.ts'
import { orderRoutes } from './orderRoutes.ts'
import { webhookRoutes } from './webhookRoutes.ts'

/** Routes that only a stand-in has: shift the shop's clock, sign a customer in, act as staff and as Shopify. */
export function standinRoutes(context: StorefrontContext): Hono {
  const { shop, signIns } = context
  const app = new Hono()
  app.post('/standin/clock', async (c) => {
    const { offsetSeconds } = await parseCartBody(c.req.raw)
    if (typeof offsetSeconds !== 'number' || !Number.isFinite(offsetSeconds)) {
      return c.json({ message: 'offsetSeconds must be a number of seconds.' }, 400)
    }
    shop.clockOffsetSeconds = offsetSeconds
    return c.json({ offsetSeconds, now: shopNow(shop) })
  })
  app.post('/standin/login', async (c) => {
    const body = await parseCartBody(c.req.raw)
    const customerId = isTable(body) && body.customerId !== null ? Number(body.customerId) : null
    if (customerId !== null && !shop.customers.has(customerId)) {
      return c.json({ message: 'The shop has no such customer.' }, 404)
    }
    signIn({ c, shop, signIns, customerId })
    return c.json({ customerId })
  })
  app.post('/standin/settings', async (c) => {
    const body = (await parseCartBody(c.req.raw)) as Partial<Settings>
    for (const name of SETTINGS) if (body[name] !== undefined) Object.assign(shop, { [name]: body[name] })
    return c.json(Object.fromEntries(SETTINGS.map((name) => [name, shop[name]])))
  })
  app.post('/standin/storefrontToken', async (c) => {
    const { scopes } = await parseCartBody(c.req.raw)
    const token = randomToken(16)
    shop.storefrontTokens.set(token, {
      title: 'Headless',
      scopes: Array.isArray(scopes) ? scopes.map(String) : HEADLESS,
    })
    return c.json({ token })
  })
  app.get('/standin/workflows', (c) => c.json(shop.workflowRuns ?? []))
  app.post('/standin/cart/custom', async (c) => {
    const { title, price, requiresShipping } = await parseCartBody(c.req.raw)
    const cart = openCart({ c, shop, signIns })
    const custom = {
      title: String(title ?? 'Engraving'),
      price: String(price ?? '5.00'),
      requiresShipping: requiresShipping === true,
    }
    const key = `custom:${cart.lines.length}`
    const ids = { variantId: 0, productId: 0, quantity: 1, properties: {}, sellingPlan: null }
    cart.lines.unshift({ key, ...ids, custom })
    return c.json({ key })
  })
  for (const routes of [
    orderRoutes,
    customerRoutes,
    catalogRoutes,
    discountRoutes,
    webhookRoutes,
    entryRoutes,
  ]) {
    app.route('/', routes(context))
  }
  return app
}

/** What the Headless channel grants a public token at first. */
const HEADLESS = [
  'unauthenticated_read_product_listings',
  'unauthenticated_read_checkouts',
  'unauthenticated_write_checkouts',
]

const SETTINGS = [
  'plan',
  'functionsAllowed',
  'customerData',
  'customerAccounts',
  'shippingRate',
  'hasBlocks',
  'blocks',
  'listsBlocks',
] as const
type Settings = Pick<StandinShop, (typeof SETTINGS)[number]>
