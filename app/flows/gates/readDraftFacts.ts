import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { DraftRequirementParameters } from '../../core/gate/draftRequirement.ts'
import type { GateForm } from '../../core/gate/form.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { describeConditions } from './describeConditions.ts'
import { findTraitTables } from './findTraitTables.ts'

export type DraftFactNeeds = Needs<
  'describeContract' | 'canReadChain' | 'hashName' | 'lists' | 'toChecksumAddress' | 'traits'
>

/** Read what chains and lists say about the conditions of a form. */
export async function readDraftFacts(
  ctx: DraftFactNeeds,
  { shop, form }: { shop: Shop; form: GateForm },
): Promise<DraftRequirementParameters> {
  const [descriptions, lists, traitTables] = await Promise.all([
    describeConditions(ctx, { form }),
    ctx.lists.list({ shopId: shop.id }),
    findTraitTables(ctx, { shopId: shop.id, form }),
  ])
  return {
    form,
    descriptions,
    traitTables,
    lists: new Map(lists.map(({ id, name }) => [id, name])),
    isReadable: ctx.canReadChain,
    hashName: ctx.hashName,
    isChecksummed: (address) => ctx.toChecksumAddress(parseEvmAddress(address)) === address,
  }
}
