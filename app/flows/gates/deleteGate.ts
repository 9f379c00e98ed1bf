import type { Needs } from '../context.ts'
import { publishGate } from '../publication/publishGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'

/**
 * Delete a gate at Shopify too: its products lose it, and what only holders could buy is for everybody. The gate is
 * kept for the orders that name it; when Shopify fails it is asked again until no product carries the gate.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function deleteGate(
  ctx: Needs<'shops'> & PublishGatesNeeds,
  { myshopifyDomain, number }: { myshopifyDomain: string; number: number },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  await ctx.gates.delete({ shopId: shop.id, number: gate.number, at: ctx.now() })
  await publishGate(ctx, { shop, number })
}
