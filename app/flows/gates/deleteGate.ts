import type { GateActor } from '../../core/gate/change.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { queueTags } from '../customers/queueTags.ts'
import { publishGate } from '../publication/publishGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'

/**
 * Delete a gate, also at Shopify: its marks are removed from products, and its exclusive products become public. The
 * row stays for orders that name it. If Shopify fails, the deletion is retried until no product carries the gate.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_GATE_STALE
 */
export async function deleteGate(
  ctx: Needs<'shops'> & PublishGatesNeeds,
  {
    myshopifyDomain,
    number,
    actor,
    openedAt,
  }: {
    readonly myshopifyDomain: string
    readonly number: number
    readonly actor: GateActor
    /** The gate's `updatedAt` when the caller read it; undefined to delete it whatever it is now. */
    readonly openedAt?: number | undefined
  },
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  await ctx.gates.delete({
    ...{ shopId: shop.id, number: gate.number, actor, at: ctx.now() },
    expectedUpdatedAt: openedAt,
  })
  await queueTags(ctx, { shop })
  return publishGate(ctx, { shop, number })
}
