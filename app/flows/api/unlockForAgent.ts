import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import { findGates } from '../unlocks/findGates.ts'
import { type UnlockGatesParameters, type UnlockGatesResult, unlockGates } from '../unlocks/unlockGates.ts'

export type UnlockForAgentParameters = Omit<UnlockGatesParameters, 'customerId' | 'session' | 'signed'>
export type UnlockForAgentResult = {
  readonly shop: Shop
  readonly gates: readonly Gate[]
  readonly unlocked: UnlockGatesResult
}

/**
 * Open gates for a wallet whose signature an agent brings: what a browser may do, without a visit to renew. The gates and
 * the shop come along, to say in words what was opened. Costs what unlockGates does.
 * @throws as unlockGates
 */
export async function unlockForAgent(
  ctx: Parameters<typeof unlockGates>[0],
  parameters: UnlockForAgentParameters,
): Promise<UnlockForAgentResult> {
  const unlocked = await unlockGates(ctx, {
    ...parameters,
    // Shopify vouches for a customer only through its app proxy.
    ...{ customerId: null, session: null, signed: null },
  })
  const shop = await ctx.shops.loadKnown(parameters.myshopifyDomain)
  const gates = await findGates(ctx, { shopId: shop.id, numbers: parameters.gates, isFresh: false })
  return { shop, gates, unlocked }
}
