import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { decideRotation } from '../../core/proofKey/decideRotation.ts'
import type { StandingKey } from '../../core/proofKey/types.ts'
import type { Needs } from '../context.ts'
import { type SpreadKeysNeeds, spreadKeys } from './spreadKeys.ts'

export type ContinueRotationNeeds = Needs<'now' | 'proofKeys' | 'jobs'> & SpreadKeysNeeds
export type ContinueRotationParameters = {
  readonly myshopifyDomain: string
  /** Since when every owner has had which new key, as an earlier run found; null where none has. */
  readonly held: HeldKey | null
}
export type HeldKey = { readonly epoch: string; readonly since: number }

/**
 * Take a rotation as far as it may go now, and ask for the rest when it is due: the keys go to every owner, the new one
 * signs once all have had it for five minutes, the old ones end once nothing they signed lives.
 *
 * What is done is read from the database and from Shopify, so it may end anywhere and be begun again by anybody. With no
 * rotation under way it makes sure that every owner has the keys that count, and no others.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {InputError} ERR_CONFIG_TOO_LARGE
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function continueRotation(
  ctx: ContinueRotationNeeds,
  { myshopifyDomain, held }: ContinueRotationParameters,
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  let since: HeldKey | null = held
  for (;;) {
    const { epochs, wasWhole } = await spreadKeys(ctx, { myshopifyDomain })
    const keys = await ctx.proofKeys.listStanding({ shopId })
    const now = ctx.now()
    const [newest] = keys
    // Somebody has changed the keys since they were given out.
    if (!newest || !isSame(keys, epochs)) continue
    // Whoever lacked it a moment ago has not had it for five minutes.
    if (since?.epoch !== newest.epoch || !wasWhole) since = { epoch: newest.epoch, since: now }
    const lastProofEndsAt = await ctx.proofKeys.findLastProofEnd({ shopId, epoch: newest.epoch })
    const step = decideRotation({ keys, heldSince: since.since, lastProofEndsAt, now })
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
        await ctx.proofKeys.endOlder({ shopId, epoch: step.epoch, at: now })
        break
    }
  }
}

function isSame(keys: readonly StandingKey[], epochs: readonly string[]): boolean {
  return keys.map(({ epoch }) => epoch).join() === epochs.join()
}
