import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Load a gate and its shop for the admin page.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 */
export async function loadGate(
  ctx: Needs<'shops' | 'gates'>,
  { myshopifyDomain, number }: { myshopifyDomain: string; number: number },
): Promise<{ shop: Shop; gate: Gate }> {
  const shop = await ctx.shops.load(myshopifyDomain)
  return { shop, gate: await ctx.gates.load({ shopId: shop.id, number }) }
}
