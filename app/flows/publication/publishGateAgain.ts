import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { publishGate } from './publishGate.ts'
import type { PublishGatesNeeds } from './publishGates.ts'

/**
 * Publish a gate again whose last attempt failed.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 */
export async function publishGateAgain(
  ctx: Needs<'shops'> & PublishGatesNeeds,
  { myshopifyDomain, number }: { myshopifyDomain: string; number: number },
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  return publishGate(ctx, { shop, number })
}
