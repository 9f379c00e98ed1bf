import type { GateActor } from '../../core/gate/change.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { checkExclusiveCollections, checkGateMarks } from '../../core/gate/formatGateMarks.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { GateRequest } from '../../core/gateRequest/types.ts'
import type { Needs } from '../context.ts'
import { chooseProfile } from '../publication/chooseProfile.ts'
import { publishGate } from '../publication/publishGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import { type DraftNeeds, draftFromForm } from './draftFromForm.ts'
import { updateGate } from './updateGate.ts'

export type CreateGateParameters = {
  readonly myshopifyDomain: string
  readonly form: GateForm
  /** The id that the page gave to the draft; null if a repeated call is to create another gate. */
  readonly draftId: string | null
  readonly actor: GateActor
  /** The claimed request of the API that it is created for. */
  readonly request?: GateRequest
}

/**
 * Create a gate from a merchant's form and publish it.
 *
 * The gate is saved first. If Shopify fails, the gate stays `pending` with the reason. If the draft has become a gate
 * already, because the answer to its first save was lost, that gate is updated.
 * @throws {InputError} ERR_GATE_INVALID with `details.fields`
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND if the draft's gate was deleted
 * @throws {ConflictError} ERR_IDEMPOTENCY_BUSY if another attempt has taken the request over
 */
export async function createGate(
  ctx: Needs<'shops'> & DraftNeeds & PublishGatesNeeds,
  { myshopifyDomain, form, draftId, actor, request }: CreateGateParameters,
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const known = draftId === null ? null : await ctx.gates.findByDraft({ shopId: shop.id, draftId })
  if (known !== null) {
    return updateGate(ctx, { myshopifyDomain, number: known.number, form, openedAt: known.updatedAt, actor })
  }
  const draft = await draftFromForm(ctx, { shop, form, saved: null })
  const gates = await ctx.gates.list({ shopId: shop.id })
  const number = await ctx.gates.nextNumber({ shopId: shop.id })
  checkGateMarks({ gates, number, draft })
  checkExclusiveCollections({ gates, number, draft })
  const profile = await chooseProfile(ctx, { shop, combination: draft.combination })
  const gate = await ctx.gates.create({
    ...{ shopId: shop.id, draft, profile, actor, at: ctx.now(), draftId },
    request: request ?? null,
  })
  return publishGate(ctx, { shop, number: gate.number })
}
