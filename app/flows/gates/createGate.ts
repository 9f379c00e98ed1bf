import type { GateForm } from '../../core/gate/form.ts'
import { checkExclusiveCollections, checkGateMarks } from '../../core/gate/formatGateMarks.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { chooseProfile } from '../publication/chooseProfile.ts'
import { type PublishGateNeeds, publishGate } from '../publication/publishGate.ts'
import { type DraftNeeds, draftFromForm } from './draftFromForm.ts'

/**
 * Make a gate from a merchant's form and tell Shopify of it.
 *
 * The gate exists before Shopify hears of it; a failing Shopify leaves it `pending` with the reason.
 * @throws {InputError} ERR_GATE_INVALID with `details.fields`
 */
export async function createGate(
  ctx: Needs<'shops'> & DraftNeeds & PublishGateNeeds,
  { myshopifyDomain, form }: { myshopifyDomain: string; form: GateForm },
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const draft = await draftFromForm(ctx, { shop, form })
  const gates = await ctx.gates.list({ shopId: shop.id })
  checkGateMarks({ gates, number: null, draft })
  checkExclusiveCollections({ gates, number: null, draft })
  const profile = await chooseProfile(ctx, { shop, combination: draft.combination })
  const gate = await ctx.gates.create({ shopId: shop.id, draft, profile, at: ctx.now() })
  return publishGate(ctx, { shop, number: gate.number })
}
