import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { planRotation } from '../../core/proofKey/planRotation.ts'
import type { StandingKey } from '../../core/proofKey/types.ts'
import type { Needs } from '../context.ts'
import { publishKeys, type SpreadKeysNeeds } from './publishKeys.ts'

export type ContinueRotationNeeds = Needs<'now' | 'proofKeys' | 'jobs'> & SpreadKeysNeeds
export type RunRotationParameters = {
  readonly myshopifyDomain: string
  /** The new key that every owner has, and since when (unix seconds), as an earlier run found; null if none. */
  readonly held: HeldKey | null
}
export type HeldKey = { readonly epoch: string; readonly since: number }

/**
 * Advance a key rotation as far as possible now, and queue the rest for when it is due. Every owner gets the keys; the
 * new key signs after all owners have had it for five minutes; the old keys end when no proof signed by them is valid.
 *
 * All progress is read from the database and from Shopify, so any process may stop and resume it anywhere. Without a
 * rotation in progress it ensures that every owner has exactly the current keys.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {ConflictError} ERR_CONFIG_TOO_LARGE
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function runRotation(
  ctx: ContinueRotationNeeds,
  { myshopifyDomain, held }: RunRotationParameters,
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  let since: HeldKey | null = held
  for (;;) {
    const { epochs, wasWhole } = await publishKeys(ctx, { myshopifyDomain })
    const keys = await ctx.proofKeys.listStanding({ shopId })
    const now = ctx.now()
    const [newest] = keys
    // The keys have changed since they were spread: start again.
    if (!newest || !isSame(keys, epochs)) continue
    // If an owner lacked the key a moment ago, its five minutes start now.
    if (since?.epoch !== newest.epoch || !wasWhole) since = { epoch: newest.epoch, since: now }
    const lastProofEndsAt = await ctx.proofKeys.findLastProofEnd({ shopId, epoch: newest.epoch })
    const step = planRotation({ keys, heldSince: since.since, lastProofEndsAt, now })
    switch (step.kind) {
      case 'none':
        return
      case 'wait':
        await ctx.jobs.add({
          shopId,
          kind: 'rotate',
          key: WHOLE_SHOP,
          payload: { epoch: since.epoch, heldSince: since.since },
          runAt: step.until,
        })
        return
      case 'sign':
        await ctx.proofKeys.sign({ shopId, epoch: step.epoch, at: now })
        break
      case 'end-older':
        await ctx.proofKeys.closeOlder({ shopId, epoch: step.epoch, at: now })
        break
    }
  }
}

function isSame(keys: readonly StandingKey[], epochs: readonly string[]): boolean {
  return keys.map(({ epoch }) => epoch).join() === epochs.join()
}
