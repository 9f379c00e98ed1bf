import type { Gate, GateState } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { type PublishGateNeeds, publishGate } from '../publication/publishGate.ts'

/**
 * Pause or resume gates and tell Shopify, one gate after the other; numbers that are not there are passed over.
 *
 * Each gate is whole before the next begins: they share one config at Shopify.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {ConflictError} ERR_GATE_STALE
 */
export async function setGateState(
  ctx: Needs<'shops'> & PublishGateNeeds,
  { myshopifyDomain, numbers, state }: SetGateStateParameters,
): Promise<Gate[]> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const found = await ctx.gates.find({ shopId: shop.id, numbers })
  const changed: Gate[] = []
  for (const gate of found.filter((each) => each.state !== state)) {
    const { number, revision, profile, updatedAt } = gate
    await ctx.gates.update({
      shopId: shop.id,
      number,
      draft: { ...gate, state },
      profile,
      revision,
      expectedRevision: revision,
      expectedUpdatedAt: updatedAt,
      at: ctx.now(),
    })
    changed.push(await publishGate(ctx, { shop, number }))
  }
  return changed
}

export type SetGateStateParameters = {
  readonly myshopifyDomain: string
  readonly numbers: readonly number[]
  readonly state: GateState
}
