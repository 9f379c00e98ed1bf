import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { z } from 'zod'
import { abandonCarts, changeProduct, deleteProduct } from './changeCatalog.ts'
import { composeInstallUrl } from './oauth/answerToken.ts'
import { removeUser, uninstallApp } from './oauth/sendCallback.ts'
import type { StandinStore } from './state.ts'
import { changeOrderStatus } from './storefront/changeOrderStatus.ts'
import { emitEvent, releaseEvents, settleEvents } from './webhooks/emitEvent.ts'

const events = z.strictObject({
  lose: z.int().optional(),
  double: z.int().optional(),
  hold: z.boolean().optional(),
  release: z.boolean().optional(),
  settle: z.boolean().optional(),
})
const failure = z.strictObject({
  operation: z.string(),
  times: z.int().default(1),
  status: z.int(),
  after: z.boolean().default(false),
  wait: z.int().min(0).optional(),
})

const product = z
  .strictObject({ name: z.string().min(1), isVisible: z.boolean(), categories: z.array(z.int()) })
  .partial()

/** Handles that BigCommerce does not have, for tests and the demo in another process. */
export function routeControl(app: Hono<{ Bindings: HttpBindings }>, store: StandinStore): void {
  app.get('/standin', (c) =>
    c.json({
      installation: store.installation,
      faults: store.faults,
      log: store.log,
      hooks: [...store.hooks.values()],
      scripts: [...store.scripts.values()],
      promotions: [...store.promotions.values()],
      coupons: [...store.coupons.values()].map((one) => ({
        ...one,
        usesByCustomer: [...one.usesByCustomer],
      })),
      orders: [...store.orders.values()],
      events: store.events.log,
      deliveries: store.events.deliveries,
    }),
  )
  app.post('/standin/knobs', async (c) => {
    const asked = (await c.req.json()) as Record<string, unknown>
    const strange = Object.keys(asked).find((name) => !Object.hasOwn(store.knobs, name))
    if (strange !== undefined) return c.json({ error: `There is no knob "${strange}".` }, 400)
    Object.assign(store.knobs, asked)
    return c.json(store.knobs)
  })
  app.post('/standin/clock', async (c) => {
    const { offsetSeconds } = z.strictObject({ offsetSeconds: z.int() }).parse(await c.req.json())
    store.clockOffsetSeconds = offsetSeconds
    return c.json({})
  })
  app.post('/standin/events', async (c) => {
    const asked = events.parse(await c.req.json())
    store.events.loseNext += asked.lose ?? 0
    store.events.doubleNext += asked.double ?? 0
    store.events.isHeld = asked.hold ?? store.events.isHeld
    if (asked.release) releaseEvents(store)
    if (asked.settle) await settleEvents(store)
    return c.json({ pending: store.events.pending.size })
  })
  app.post('/standin/fail', async (c) => {
    store.failures.push(failure.parse(await c.req.json()))
    return c.json({})
  })
  app.post('/standin/store', async (c) => {
    const { name } = z.strictObject({ name: z.string().min(1) }).parse(await c.req.json())
    store.name = name
    emitEvent(store, 'store/information/updated', { type: 'store' })
    return c.json({})
  })
  app.post('/standin/revoke', (c) => {
    store.installation = null
    return c.json({})
  })
  app.post('/standin/install', (c) => c.json({ url: composeInstallUrl(store) }))
  app.post('/standin/uninstall', async (c) => {
    const { losesCallback } = (await c.req.json()) as { losesCallback?: boolean }
    return c.json({ status: await uninstallApp(store, { losesCallback }) })
  })
  app.post('/standin/remove-user', async (c) => {
    const user = store.users.get(((await c.req.json()) as { id: number }).id)
    return user ? c.json({ status: await removeUser(store, user) }) : c.json({ error: 'Unknown user.' }, 404)
  })
  app.post('/standin/products/:id', async (c) => {
    const changed = changeProduct(store, Number(c.req.param('id')), product.parse(await c.req.json()))
    return changed ? c.json(changed) : c.json({ error: 'Unknown product.' }, 404)
  })
  app.delete('/standin/products/:id', (c) => {
    const isDeleted = deleteProduct(store, Number(c.req.param('id')))
    return isDeleted ? c.json({}) : c.json({ error: 'Unknown product.' }, 404)
  })
  app.post('/standin/abandon', (c) => c.json({ carts: abandonCarts(store) }))
  app.post('/standin/orders/:id', async (c) => {
    const order = store.orders.get(Number(c.req.param('id')))
    if (!order) return c.json({ error: 'Unknown order.' }, 404)
    changeOrderStatus(
      store,
      order,
      z.strictObject({ statusId: z.int().min(0).max(14) }).parse(await c.req.json()).statusId,
    )
    return c.json({})
  })
}
