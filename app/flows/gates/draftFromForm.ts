import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import { draftGate } from '../../core/gate/draftGate.ts'
import type { GateForm } from '../../core/gate/form.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateDraft } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { checkPast } from './checkPast.ts'
import { checkSubject } from './checkSubject.ts'
import { describeConditions } from './describeConditions.ts'

export type DraftNeeds = Needs<
  'describeContract' | 'canReadChain' | 'lists' | 'toChecksumAddress' | 'readBalances' | 'log' | 'shopify'
>

/**
 * Turn a merchant's form into a gate draft, with data from chains, lists and Shopify. `saved` is the gate before.
 * @throws {InputError} ERR_GATE_INVALID
 */
export async function draftFromForm(
  ctx: DraftNeeds,
  { shop, form, saved }: { shop: Shop; form: GateForm; saved: Gate | null },
): Promise<GateDraft> {
  const [descriptions, lists] = await Promise.all([
    describeConditions(ctx, { form }),
    ctx.lists.list({ shopId: shop.id }),
  ])
  const draft = draftGate({
    form,
    ianaTimezone: shop.ianaTimezone,
    currencyCode: shop.currencyCode,
    usesCartMetafield: shop.settings.usesCartMetafield,
    descriptions,
    lists: new Map(lists.map(({ id, name }) => [id, name])),
    isReadable: ctx.canReadChain,
    isChecksummed: (address) => ctx.toChecksumAddress(parseEvmAddress(address)) === address,
  })
  await checkPast(ctx, { form, requirement: draft.requirement })
  await checkSubject(ctx, { subject: draft.subject, saved: saved?.subject ?? null })
  return draft
}
