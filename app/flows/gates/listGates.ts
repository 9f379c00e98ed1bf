import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, UnreadableGate } from '../../core/gate/types.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { findProgress, type Progress } from '../../core/publication/findProgress.ts'
import type { Needs } from '../context.ts'

export type ListGatesResult = {
  readonly shop: Shop
  /** Newest first. */
  readonly gates: readonly Gate[]
  /** Gates whose row this version cannot read. */
  readonly unreadable: readonly UnreadableGate[]
  /** Progress of the job that publishes several gates; null without such a job. */
  readonly progress: Progress | null
}

/**
 * List a shop's gates, and the progress of the job that publishes several. @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listGates(
  ctx: Needs<'shops' | 'gates' | 'jobs'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<ListGatesResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  // Read before the gates: a job that ends in between then shows as done, not as failed.
  const job = await ctx.jobs.find({ shopId: shop.id, kind: 'publish', key: WHOLE_SHOP })
  const { gates, unreadable } = await ctx.gates.listReadable({ shopId: shop.id })
  return { shop, gates: gates.reverse(), unreadable, progress: findProgress({ job, gates }) }
}
