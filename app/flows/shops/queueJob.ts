import { NotFoundError } from '../../core/errors/base.ts'
import type { JobKind, JobPayload } from '../../core/job/types.ts'
import type { Needs } from '../context.ts'

export type QueueJobParameters = {
  readonly myshopifyDomain: string
  readonly kind: JobKind
  readonly key: string
  readonly payload?: JobPayload
}

/** Queue a job for a webhook. An unknown or uninstalled shop is ignored, because webhooks may arrive late. */
export async function queueJob(
  ctx: Needs<'now' | 'shops' | 'jobs'>,
  { myshopifyDomain, kind, key, payload }: QueueJobParameters,
): Promise<void> {
  try {
    const { id: shopId } = await ctx.shops.load(myshopifyDomain)
    await ctx.jobs.add({ shopId, kind, key, ...(payload ? { payload } : {}), runAt: ctx.now() })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
