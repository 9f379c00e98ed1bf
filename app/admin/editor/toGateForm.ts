import type { GateForm } from '../../core/gate/form.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import type { Draft, DraftCondition } from './draft.ts'

/** The form that is sent: `kindOf` is what the chain says of a contract, or the merchant's own choice. */
export function toGateForm({
  draft,
  kindOf,
}: {
  draft: Draft
  kindOf: (condition: DraftCondition) => ConditionKind
}): GateForm {
  const { products, conditions, ...rest } = draft
  return {
    ...rest,
    productIds: products.map((product) => product.id).sort((a, b) => a - b),
    conditions: conditions.map((condition) => {
      const { key: _, ...form } = condition
      const kind = kindOf(condition)
      return { ...form, kind, tokenIds: kind === 'erc1155' ? form.tokenIds : '' }
    }),
  }
}
