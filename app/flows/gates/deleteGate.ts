import type { Needs } from '../context.ts'
import { type PublishGateNeeds, publishGate } from '../publication/publishGate.ts'

/**
 * Delete a gate and tell Shopify: its products lose it, and what only holders could buy is for everybody. It is kept
 * for the orders that name it; a failing Shopify is asked again until nothing carries it.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function deleteGate(
  ctx: Needs<'shops'> & PublishGateNeeds,
  { myshopifyDomain, number }: { myshopifyDomain: string; number: number },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  await ctx.gates.delete({ shopId: shop.id, number: gate.number, at: ctx.now() })
  await publishGate(ctx, { shop, number })
}
