import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { type PublishGateNeeds, publishGate } from './publishGate.ts'

/**
 * Finish telling Shopify of a gate whose last attempt failed.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 */
export async function retryPublication(
  ctx: Needs<'shops'> & PublishGateNeeds,
  { myshopifyDomain, number }: { myshopifyDomain: string; number: number },
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  return publishGate(ctx, { shop, number })
}
