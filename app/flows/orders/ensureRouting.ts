import { ROUTING_TOPIC } from '../../core/settlement/holding.ts'
import type { Needs } from '../context.ts'
import { readHolding } from './readHolding.ts'

/**
 * Make Shopify's subscriptions agree with the granted scopes: this server hears of routed orders in a shop that lets the
 * app hold, and in no other. Nothing changes while the scopes are unknown. Costs two requests if all is right.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function ensureRouting(ctx: Needs<'shopify'>): Promise<void> {
  const state = await readHolding(ctx)
  if (state === 'unknown') return
  const found = await ctx.shopify.listSubscriptions({ topic: ROUTING_TOPIC })
  const isWanted = state === 'allowed'
  if (isWanted && !found.some(({ isOurs }) => isOurs)) {
    await ctx.shopify.createSubscription({ topic: ROUTING_TOPIC })
  }
  // Those of an earlier address of this server would fail for ever.
  for (const { subscriptionId, isOurs } of found) {
    if (!isWanted || !isOurs) await ctx.shopify.deleteSubscription({ subscriptionId })
  }
}
