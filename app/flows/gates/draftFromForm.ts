import { draftGate } from '../../core/gate/draftGate.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateDraft } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { checkCalls } from './checkCalls.ts'
import { checkPast } from './checkPast.ts'
import { checkSubject } from './checkSubject.ts'
import { type DraftFactNeeds, readDraftFacts } from './readDraftFacts.ts'

export type DraftNeeds = DraftFactNeeds & Needs<'readBalances' | 'shopify'>

/**
 * Turn a merchant's form into a gate draft, with data from chains, lists and Shopify. `saved` is the gate before.
 * @throws {InputError} ERR_GATE_INVALID. @throws {UpstreamError} ERR_SHOPIFY_REQUEST if Shopify does not say what it has
 */
export async function draftFromForm(
  ctx: DraftNeeds,
  { shop, form, saved }: { shop: Shop; form: GateForm; saved: Gate | null },
): Promise<GateDraft> {
  const draft = draftGate({
    ...(await readDraftFacts(ctx, { shop, form })),
    ianaTimezone: shop.ianaTimezone,
    currencyCode: shop.currencyCode,
    platform: platformOf(shop.myshopifyDomain),
    usesCartMetafield: shop.settings.usesCartMetafield,
  })
  await checkCalls(ctx, { form, requirement: draft.requirement })
  await checkPast(ctx, { form, requirement: draft.requirement })
  await checkSubject(ctx, { subject: draft.subject, saved: saved?.subject ?? null })
  return draft
}
