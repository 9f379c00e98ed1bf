import { Hono } from 'hono'
import { nextId, type StandinCodeDiscount, shopNow } from '../../state.ts'
import { emitWebhook } from '../../webhooks/emitWebhook.ts'
import type { StorefrontContext } from '../context.ts'

/**
 * Routes with which a test acts as the merchant on Shopify's own pages: switch discounts and validations, make a code.
 */
export function discountRoutes({ state, shop }: StorefrontContext): Hono {
  const app = new Hono()
  const now = () => new Date(shopNow(shop) * 1000).toISOString()

  app.get('/standin/discounts', (c) =>
    c.json({
      discounts: [...shop.discounts.values()],
      codes: [...shop.codeDiscounts.values()],
      validations: [...shop.validations.values()],
      failures: Object.fromEntries(shop.functionErrors),
    }),
  )
  app.post('/standin/discounts', async (c) => {
    const { id, isActive } = (await c.req.json()) as { id: string; isActive: boolean }
    const discount = shop.discounts.get(id)
    if (!discount) return c.json({ message: 'The shop has no such discount.' }, 404)
    discount.endsAt = isActive ? null : now()
    discount.status = isActive ? 'ACTIVE' : 'EXPIRED'
    discount.updatedAt = now()
    const payload = {
      admin_graphql_api_id: id,
      title: discount.title,
      status: discount.status,
      created_at: discount.createdAt,
      updated_at: discount.updatedAt,
    }
    emitWebhook({ state, shop, topic: 'discounts/update', payload })
    return c.json(discount)
  })
  app.delete('/standin/discounts', async (c) => {
    const { id } = (await c.req.json()) as { id: string }
    if (!shop.discounts.delete(id)) return c.json({ message: 'The shop has no such discount.' }, 404)
    for (const [key, metafield] of shop.metafields) if (metafield.ownerGid === id) shop.metafields.delete(key)
    const payload = { admin_graphql_api_id: id, deleted_at: now() }
    emitWebhook({ state, shop, topic: 'discounts/delete', payload })
    return c.body(null, 204)
  })
  // Shopify has no webhook for validations.
  app.post('/standin/validations', async (c) => {
    const asked = (await c.req.json()) as { id?: string; enabled?: boolean; blockOnFailure?: boolean }
    const [first] = shop.validations.keys()
    const validation = shop.validations.get(asked.id ?? first ?? '')
    if (!validation) return c.json({ message: 'The shop has no such validation.' }, 404)
    validation.enabled = asked.enabled ?? validation.enabled
    validation.blockOnFailure = asked.blockOnFailure ?? validation.blockOnFailure
    return c.json(validation)
  })
  app.post('/standin/codes', async (c) => {
    const asked = (await c.req.json()) as Partial<StandinCodeDiscount> & { code: string }
    const id = `gid://shopify/DiscountCodeNode/${nextId()}`
    const discount: StandinCodeDiscount = {
      title: asked.code,
      value: { kind: 'percentage', percentage: 0.1 },
      items: { kind: 'all' },
      combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
      customerIds: null,
      usageLimit: null,
      appliesOncePerCustomer: false,
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      startsAt: now(),
      endsAt: null,
      ...asked,
      id,
      usageCount: 0,
      usedBy: [],
      createdAt: now(),
      updatedAt: now(),
    }
    shop.codeDiscounts.set(id, discount)
    return c.json(discount, 201)
  })
  return app
}
