import { NotFoundError } from '../../core/errors/base.ts'
import type { JobKind, JobPayload } from '../../core/job/types.ts'
import type { Needs } from '../context.ts'

export type QueueJobParameters = {
  readonly myshopifyDomain: string
  readonly kind: JobKind
  readonly key: string
  readonly payload?: JobPayload
  /** When it happened at Shopify, in unix seconds; null or absent if only this machine's clock tells. */
  readonly triggeredAt?: number | null
}

/** A webhook that comes later than this is due from its arrival on. Seconds. */
const LATE = 3_600

/**
 * Queue a job for a webhook. It is due since Shopify's own time of the event: one that came while this machine's clock
 * was ahead waits for nothing when the clock is right. An unknown or uninstalled shop is ignored, because webhooks may
 * arrive late.
 */
export async function queueJob(
  ctx: Needs<'now' | 'shops' | 'jobs'>,
  { myshopifyDomain, kind, key, payload, triggeredAt = null }: QueueJobParameters,
): Promise<void> {
  try {
    const { id: shopId } = await ctx.shops.load(myshopifyDomain)
    const now = ctx.now()
    const runAt = triggeredAt === null ? now : Math.max(triggeredAt, now - LATE)
    await ctx.jobs.add({ shopId, kind, key, ...(payload ? { payload } : {}), runAt })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
