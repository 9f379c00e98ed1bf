import type { GateActor } from '../../core/gate/change.ts'
import type { Needs } from '../context.ts'
import { publishGate } from '../publication/publishGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'

/**
 * Delete a gate, also at Shopify: its marks are removed from products, and its exclusive products become public. The
 * row stays for orders that name it. If Shopify fails, the deletion is retried until no product carries the gate.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND
 */
export async function deleteGate(
  ctx: Needs<'shops'> & PublishGatesNeeds,
  { myshopifyDomain, number, actor }: { myshopifyDomain: string; number: number; actor: GateActor },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  await ctx.gates.delete({ shopId: shop.id, number: gate.number, actor, at: ctx.now() })
  await publishGate(ctx, { shop, number })
}
