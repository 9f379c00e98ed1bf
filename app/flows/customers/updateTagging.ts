import type { TaggingState } from '../../core/customer/tagging.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { queueJob } from '../shops/queueJob.ts'
import { readTagging } from './readTagging.ts'

/**
 * Ask Shopify whether the merchant has granted the scopes for customers. If so, queue the tags that wait for them. The
 * browser's report is not trusted, and Shopify's webhook is not awaited.
 */
export async function updateTagging(
  ctx: Needs<'now' | 'shops' | 'jobs' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<TaggingState> {
  const state = await readTagging(ctx)
  if (state !== 'allowed') return state
  await queueJob(ctx, { myshopifyDomain, kind: 'customers', key: WHOLE_SHOP })
  // It subscribes to customers who are gone.
  await queueJob(ctx, { myshopifyDomain, kind: 'reconcile', key: WHOLE_SHOP })
  return state
}
