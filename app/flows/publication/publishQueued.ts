import { UpstreamError } from '../../core/errors/base.ts'
import type { JobPayload } from '../../core/job/types.ts'
import { parseTargets } from '../../core/publication/targets.ts'
import type { Needs } from '../context.ts'
import { type PublishGatesNeeds, publishGates } from './publishGates.ts'

/**
 * Publish the gates of a queued publication that are still pending.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if one of them is not published; the job is retried
 */
export async function publishQueued(
  ctx: Needs<'shops'> & PublishGatesNeeds,
  { myshopifyDomain, payload }: { myshopifyDomain: string; payload: JobPayload },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const asked = parseTargets(payload)
  const numbers = asked.map(({ number }) => number)
  const gates = await ctx.gates.find({ shopId: shop.id, numbers, withDeleted: true })
  const pending = new Set(
    gates.filter(({ publication }) => publication.kind === 'pending').map((gate) => Number(gate.number)),
  )
  const targets = asked.filter(({ number }) => pending.has(number))
  if (targets.length === 0) return
  for (const { publication } of await publishGates(ctx, { shop, targets, isWork: true })) {
    if (publication.kind === 'published') continue
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', publication.reason ?? 'The gates are not published yet.')
  }
}
