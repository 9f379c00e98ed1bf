import type { GateActor } from '../../core/gate/change.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { checkExclusiveCollections, checkGateMarks } from '../../core/gate/formatGateMarks.ts'
import { isSameDraft } from '../../core/gate/isSameDraft.ts'
import { planRevision } from '../../core/gate/planRevision.ts'
import { staleGate } from '../../core/gate/staleGate.ts'
import type { Gate } from '../../core/gate/types.ts'
import { hasSameMarks } from '../../core/publication/touched.ts'
import type { Needs } from '../context.ts'
import { queueTags } from '../customers/queueTags.ts'
import { chooseProfile } from '../publication/chooseProfile.ts'
import { publishGate } from '../publication/publishGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import { type DraftNeeds, draftFromForm } from './draftFromForm.ts'

export type UpdateGateParameters = {
  readonly myshopifyDomain: string
  readonly number: number
  readonly form: GateForm
  /** The gate's `updatedAt` when the merchant opened it: a change made meanwhile is not overwritten. */
  readonly openedAt: number
  readonly actor: GateActor
  /** The change of the gate's history that the form was made from. */
  readonly restoredFrom?: string
}

/**
 * Change a gate and publish it. The revision rises if the change affects what its proofs stand for. A change that the gate
 * already has is not made again, because the answer to its first save may have been lost.
 *
 * @throws {InputError} ERR_GATE_INVALID with `details.fields`
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_GATE_STALE
 */
export async function updateGate(
  ctx: Needs<'shops'> & DraftNeeds & PublishGatesNeeds,
  { myshopifyDomain, number, form, openedAt, actor, restoredFrom }: UpdateGateParameters,
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  const draft = await draftFromForm(ctx, { shop, form, saved: gate })
  if (gate.updatedAt !== openedAt && isSameDraft(gate, draft)) return publishGate(ctx, { shop, number })
  const gates = await ctx.gates.list({ shopId: shop.id })
  checkGateMarks({ gates, number: gate.number, draft })
  checkExclusiveCollections({ gates, number: gate.number, draft })
  // The choice is stored, and a refused change must leave nothing behind.
  if (gate.updatedAt !== openedAt) throw staleGate()
  const profile = await chooseProfile(ctx, { shop, combination: draft.combination })
  const saved = await ctx.gates.update({
    shopId: shop.id,
    number: gate.number,
    draft,
    profile,
    revision: planRevision({ gate, draft }),
    expectedRevision: gate.revision,
    expectedUpdatedAt: openedAt,
    actor,
    restoredFrom: restoredFrom ?? null,
    at: ctx.now(),
  })
  await queueTags(ctx, { shop })
  const marksStand = gate.publication.kind === 'published' && hasSameMarks({ before: gate, after: saved })
  return publishGate(ctx, { shop, number, marksStandAt: marksStand ? saved.updatedAt : undefined })
}
