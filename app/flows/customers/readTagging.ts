import type { TaggingState } from '../../core/customer/tagging.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

/**
 * Ask Shopify whether the app may change a shop's customers now; 'unknown' if it does not answer. Costs one request per
 * Shopify port. The stored scopes are not used: their webhook may come late or never.
 */
export async function readTagging(ctx: Needs<'shopify'>): Promise<TaggingState> {
  try {
    return (await ctx.shopify.hasScope('write_customers')) ? 'allowed' : 'not-allowed'
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    return 'unknown'
  }
}
