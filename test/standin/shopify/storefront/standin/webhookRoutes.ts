import { Hono } from 'hono'
import { releaseWebhooks, settleWebhooks } from '../../webhooks/emitWebhook.ts'
import type { StorefrontContext } from '../context.ts'

/**
 * Routes with which a test injects the webhook faults that Shopify allows itself: lost, doubled, held and released in
 * reverse.
 */
export function webhookRoutes({ state, shop }: StorefrontContext): Hono {
  const app = new Hono()
  app.get('/standin/webhooks', async (c) => {
    if (c.req.query('wait') !== undefined) await settleWebhooks(shop)
    const { loseNext, doubleNext, isHeld, held, log } = shop.webhooks
    return c.json({ loseNext, doubleNext, isHeld, held: held.length, log })
  })
  app.post('/standin/webhooks', async (c) => {
    const asked = (await c.req.json()) as { loseNext?: number; doubleNext?: number; isHeld?: boolean }
    const { webhooks } = shop
    webhooks.loseNext = asked.loseNext ?? webhooks.loseNext
    webhooks.doubleNext = asked.doubleNext ?? webhooks.doubleNext
    if (asked.isHeld === false) releaseWebhooks({ state, shop })
    else webhooks.isHeld = asked.isHeld ?? webhooks.isHeld
    return c.json({ loseNext: webhooks.loseNext, doubleNext: webhooks.doubleNext, isHeld: webhooks.isHeld })
  })
  return app
}
