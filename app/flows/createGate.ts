import type { GateForm } from '../core/gate/form.ts'
import { checkGateMarks } from '../core/gate/formatGateMarks.ts'
import type { Gate } from '../core/gate/types.ts'
import type { Needs } from './context.ts'
import { type DraftNeeds, draftFromForm } from './draftFromForm.ts'
import { type PublishGateNeeds, publishGate } from './publishGate.ts'

/** Every gate of today shares one combination profile. */
const DEFAULT_PROFILE = 0

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
  const draft = await draftFromForm(ctx, { shopId: shop.id, form })
  const gates = await ctx.gates.list({ shopId: shop.id })
  checkGateMarks({ gates, number: null, productIds: draft.subject.ids })
  const gate = await ctx.gates.create({ shopId: shop.id, draft, profile: DEFAULT_PROFILE, at: ctx.now() })
  return publishGate(ctx, { shop, number: gate.number })
}
