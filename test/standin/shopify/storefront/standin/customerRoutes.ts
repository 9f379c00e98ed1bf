import { Hono } from 'hono'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import { parseCartBody } from '../cart/parseCartBody.ts'
import type { StorefrontContext } from '../context.ts'

/** Routes by which a test sees customers' tags, and deletes or merges customers as staff do. */
export function customerRoutes({ state, shop }: StorefrontContext): Hono {
  const app = new Hono()
  const gidOf = (id: number) => `gid://shopify/Customer/${id}`
  app.get('/standin/customers', (c) =>
    c.json({ customers: [...shop.customers.values()].map(({ id, tags = [] }) => ({ id, tags })) }),
  )
  app.post('/standin/customers/delete', async (c) => {
    const id = Number((await parseCartBody(c.req.raw)).customerId)
    const deleted = shop.customers.delete(id)
    const payload = { id, admin_graphql_api_id: gidOf(id) }
    if (deleted) emitWebhook({ state, shop, topic: 'customers/delete', payload })
    return c.json({ deleted })
  })
  app.post('/standin/customers/merge', async (c) => {
    const { from, into } = await parseCartBody(c.req.raw)
    const [old, kept] = [shop.customers.get(Number(from)), shop.customers.get(Number(into))]
    if (old && kept) {
      kept.tags = [...new Set([...(kept.tags ?? []), ...(old.tags ?? [])])]
      shop.customers.delete(old.id)
    }
    const payload = {
      admin_graphql_api_customer_kept_id: gidOf(Number(into)),
      admin_graphql_api_customer_deleted_id: gidOf(Number(from)),
      admin_graphql_api_job_id: null,
      status: old && kept ? 'completed' : 'failed',
      errors: [],
    }
    emitWebhook({ state, shop, topic: 'customers/merge', payload })
    return c.json({ merged: Boolean(old && kept) })
  })
  return app
}
