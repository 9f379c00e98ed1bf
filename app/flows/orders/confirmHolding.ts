import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import type { Needs } from '../context.ts'
import { queueJob } from '../shops/queueJob.ts'
import { readHolding } from './readHolding.ts'

/**
 * Ask Shopify whether a merchant's grant has arrived, and if so ask for the holds of all orders that waited for it. The
 * browser's word is not taken for it, and Shopify's webhook is not waited for.
 */
export async function confirmHolding(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<HoldingState> {
  const state = await readHolding(ctx)
  if (state === 'allowed') await queueJob(ctx, { myshopifyDomain, kind: 'hold', key: WHOLE_SHOP })
  return state
}
