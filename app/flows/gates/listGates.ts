import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, UnreadableGate } from '../../core/gate/types.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { findProgress, type Progress } from '../../core/publication/findProgress.ts'
import type { Needs } from '../context.ts'

export type ListGatesResult = {
  readonly shop: Shop
  /** Newest first. */
  readonly gates: readonly Gate[]
  /** Those whose row this version cannot read. */
  readonly unreadable: readonly UnreadableGate[]
  /** How far the job has come that publishes several of them; null where there is none. */
  readonly progress: Progress | null
}

/** List a shop's gates, and how far a job has come that publishes several. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listGates(
  ctx: Needs<'shops' | 'gates' | 'jobs'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<ListGatesResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  // Before the gates: a job that ends in between shows as done, not as failed.
  const job = await ctx.jobs.find({ shopId: shop.id, kind: 'publish', key: WHOLE_SHOP })
  const { gates, unreadable } = await ctx.gates.survey({ shopId: shop.id })
  return { shop, gates: gates.reverse(), unreadable, progress: findProgress({ job, gates }) }
}
