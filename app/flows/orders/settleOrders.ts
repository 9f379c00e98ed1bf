import type { FoundOrder } from '../../ports/shopify.ts'
import { type SettleOrderNeeds, type SettleOrderParameters, settleFound } from './settleFound.ts'
import type { WriteOrderParameters } from './writeOrder.ts'
import { writeOrders } from './writeOrders.ts'

export type SettleOrdersParameters = {
  readonly myshopifyDomain: string
  readonly orders: readonly Omit<SettleOrderParameters, 'myshopifyDomain'>[]
  /** Runs an idempotent step again after a passing fault of Shopify, once the shop's work has rested. */
  readonly again: <T>(step: () => Promise<T>) => Promise<T>
}

/**
 * Settle several orders of a shop as `settleOrder` does. They are read and written together, and decided one after the
 * other. Returns the errors of the orders that failed, by id.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if Shopify fails all of them. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function settleOrders(
  ctx: SettleOrderNeeds,
  { myshopifyDomain, orders, again }: SettleOrdersParameters,
): Promise<ReadonlyMap<number, unknown>> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const all = orders.map(({ orderId }) => orderId)
  const standing = await ctx.settlements.loadMany({ shopId: shop.id, orderIds: all })
  const at = ctx.now()
  const asked = all.filter((id) => !standing.errors.has(id) && !standing.rows.get(id)?.isRedacted)
  const found = await again(() => ctx.shopify.readOrders({ orderIds: asked }))
  const read = new Map(asked.map((orderId, i) => [orderId, found[i] ?? null]))
  const errors = new Map(standing.errors)
  const writes: WriteOrderParameters[] = []
  for (const order of orders) {
    const { orderId } = order
    if (standing.errors.has(orderId)) continue
    const before = standing.rows.get(orderId) ?? null
    try {
      const one = await findLarge(ctx, { orderId, read: read.get(orderId) ?? null })
      const { write } = await settleFound(ctx, { ...order, shop, before, found: one, at })
      if (write) writes.push(write)
    } catch (error) {
      errors.set(orderId, error)
    }
  }
  const unwritten = writes.length > 0 ? await again(() => writeOrders(ctx, writes)) : new Map()
  for (const [index, error] of unwritten) {
    const id = writes[index]?.order.id
    if (id !== undefined) errors.set(id, error)
  }
  return errors
}

async function findLarge(
  ctx: Pick<SettleOrderNeeds, 'shopify'>,
  { orderId, read }: { orderId: number; read: FoundOrder | 'large' | null },
): Promise<FoundOrder | null> {
  return read === 'large' ? ctx.shopify.readOrder({ orderId }) : read
}
