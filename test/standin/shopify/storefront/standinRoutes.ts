import { Hono } from 'hono'
import { shopNow } from '../state.ts'
import { isTable, parseCartBody } from './cart/parseCartBody.ts'
import type { StorefrontContext } from './context.ts'
import { signIn } from './session.ts'

/** What only a stand-in can do: move the shop's clock, sign a customer in. */
export function standinRoutes(context: StorefrontContext): Hono {
  const { shop, signIns } = context
  const app = new Hono()
  app.post('/standin/clock', async (c) => {
    const { offsetSeconds } = await parseCartBody(c.req.raw)
    if (typeof offsetSeconds !== 'number' || !Number.isFinite(offsetSeconds)) {
      return c.json({ message: 'offsetSeconds is a number of seconds.' }, 400)
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
  return app
}
