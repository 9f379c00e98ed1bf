import { Hono } from 'hono'
import { nextId, resolveMetaobjectType, shopNow } from '../../state.ts'
import { parseCartBody } from '../cart/parseCartBody.ts'
import type { StorefrontContext } from '../context.ts'

/** What a merchant does under Content, Metaobjects in Shopify's admin: writes an entry of gated content. */
export function entryRoutes({ state, shop }: StorefrontContext): Hono {
  const app = new Hono()
  app.post('/standin/entries', async (c) => {
    const { handle, gate, body } = await parseCartBody(c.req.raw)
    const type = resolveMetaobjectType(state.appId, '$app:content')
    if (!shop.metaobjectDefinitions.has(type))
      return c.json({ message: 'The app has not defined gated content.' }, 404)
    const card = [...shop.metaobjects.values()].find(
      (one) => one.type === resolveMetaobjectType(state.appId, '$app:gate') && one.handle === `gate-${gate}`,
    )
    const known = [...shop.metaobjects.values()].find((one) => one.type === type && one.handle === handle)
    const id = known?.id ?? `gid://shopify/Metaobject/${nextId()}`
    const at = new Date(shopNow(shop) * 1000).toISOString()
    const fields = {
      title: String(handle),
      ...(card && { gate: card.id }),
      body: JSON.stringify(body),
    }
    shop.metaobjects.set(id, { id, type, handle: String(handle), createdAt: at, updatedAt: at, fields })
    return c.json({ id })
  })
  return app
}
