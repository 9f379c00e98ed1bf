import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { parseTarget } from '../../core/gate/draftCondition.ts'
import { type GateForm, listConditionForms } from '../../core/gate/form.ts'
import type { ShopId } from '../../core/gate/types.ts'
import { hasField } from '../../core/requirement/kinds/facts.ts'
import type { TraitTable } from '../../core/trait/types.ts'
import type { Needs } from '../context.ts'

/** Find the imported traits of the collections of a form, by the condition's path. One statement, and none without. */
export async function findTraitTables(
  ctx: Needs<'traits'>,
  { shopId, form }: { shopId: ShopId; form: GateForm },
): Promise<ReadonlyMap<string, TraitTable>> {
  const asked = listConditionForms(form.root).flatMap(({ path, condition }) => {
    if (!hasField(condition.kind, 'traits')) return []
    const target = parseTarget({ form: condition, isChecksummed: () => true, report: () => {} })
    return target && isEvmAddress(target.contract)
      ? [{ path, chain: target.chain.slug, contract: target.contract }]
      : []
  })
  if (asked.length === 0) return new Map()
  const collections = asked.map(({ chain, contract }) => ({ chain, contract }))
  const found = await ctx.traits.find({ shopId, collections })
  return new Map(asked.flatMap(({ path }, i) => (found[i] ? [[path, found[i]] as const] : [])))
}
