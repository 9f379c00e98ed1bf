import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** A shop's gates, newest first. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listGates(
  ctx: Needs<'shops' | 'gates'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<{ shop: Shop; gates: Gate[] }> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gates = await ctx.gates.list({ shopId: shop.id })
  return { shop, gates: gates.reverse() }
}
