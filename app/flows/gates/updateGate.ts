import { decideRevision } from '../../core/gate/decideRevision.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { checkExclusiveCollections, checkGateMarks } from '../../core/gate/formatGateMarks.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { chooseProfile } from '../publication/chooseProfile.ts'
import { type PublishGateNeeds, publishGate } from '../publication/publishGate.ts'
import { type DraftNeeds, draftFromForm } from './draftFromForm.ts'

export type UpdateGateParameters = {
  readonly myshopifyDomain: string
  readonly number: number
  readonly form: GateForm
  /** The gate's `updatedAt` when the merchant opened it: a change made meanwhile is not overwritten. */
  readonly openedAt: number
}

/**
 * Change a gate and tell Shopify of it. The revision rises if what it asks, is about or gives has changed.
 *
 * @throws {InputError} ERR_GATE_INVALID with `details.fields`
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_GATE_STALE
 */
export async function updateGate(
  ctx: Needs<'shops'> & DraftNeeds & PublishGateNeeds,
  { myshopifyDomain, number, form, openedAt }: UpdateGateParameters,
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  const draft = await draftFromForm(ctx, { shop, form })
  const gates = await ctx.gates.list({ shopId: shop.id })
  checkGateMarks({ gates, number: gate.number, draft })
  checkExclusiveCollections({ gates, number: gate.number, draft })
  const profile = await chooseProfile(ctx, { shop, combination: draft.combination })
  await ctx.gates.update({
    shopId: shop.id,
    number: gate.number,
    draft,
    profile,
    revision: decideRevision({ gate, draft }),
    expectedRevision: gate.revision,
    expectedUpdatedAt: openedAt,
    at: ctx.now(),
  })
  return publishGate(ctx, { shop, number: gate.number })
}
