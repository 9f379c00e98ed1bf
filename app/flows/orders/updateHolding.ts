import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import type { Needs } from '../context.ts'
import { queueJob } from '../shops/queueJob.ts'
import { readHolding } from './readHolding.ts'

/**
 * Ask Shopify whether the merchant has granted the scopes for holds. If so, queue the pending holds of all orders. The
 * browser's report is not trusted, and Shopify's webhook is not awaited.
 */
export async function updateHolding(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<HoldingState> {
  const state = await readHolding(ctx)
  if (state !== 'allowed') return state
  await queueJob(ctx, { myshopifyDomain, kind: 'hold', key: WHOLE_SHOP })
  // It subscribes to routed orders.
  await queueJob(ctx, { myshopifyDomain, kind: 'reconcile', key: WHOLE_SHOP })
  return state
}
