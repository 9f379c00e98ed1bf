import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, UnreadableGate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

export type ListGatesResult = {
  readonly shop: Shop
  /** Newest first. */
  readonly gates: readonly Gate[]
  /** Gates whose row this version cannot read. */
  readonly unreadable: readonly UnreadableGate[]
}

/** List a shop's gates. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listGates(
  ctx: Needs<'shops' | 'gates'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<ListGatesResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { gates, unreadable } = await ctx.gates.listReadable({ shopId: shop.id })
  return { shop, gates: gates.reverse(), unreadable }
}
