import type { GateForm } from '../../core/gate/form.ts'
import { checkExclusiveCollections, checkGateMarks } from '../../core/gate/formatGateMarks.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { chooseProfile } from '../publication/chooseProfile.ts'
import { publishGate } from '../publication/publishGate.ts'
import type { PublishGatesNeeds } from '../publication/publishGates.ts'
import { type DraftNeeds, draftFromForm } from './draftFromForm.ts'

/**
 * Create a gate from a merchant's form and publish it.
 *
 * The gate is saved first. If Shopify fails, the gate stays `pending` with the reason.
 * @throws {InputError} ERR_GATE_INVALID with `details.fields`
 */
export async function createGate(
  ctx: Needs<'shops'> & DraftNeeds & PublishGatesNeeds,
  { myshopifyDomain, form }: { myshopifyDomain: string; form: GateForm },
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const draft = await draftFromForm(ctx, { shop, form })
  const gates = await ctx.gates.list({ shopId: shop.id })
  const number = await ctx.gates.nextNumber({ shopId: shop.id })
  checkGateMarks({ gates, number, draft })
  checkExclusiveCollections({ gates, number, draft })
  const profile = await chooseProfile(ctx, { shop, combination: draft.combination })
  const gate = await ctx.gates.create({ shopId: shop.id, draft, profile, at: ctx.now() })
  return publishGate(ctx, { shop, number: gate.number })
}
