import { discountNameOf, parseDiscountName } from '../discountName.ts'
import type { GateForm } from '../form.ts'
import { isDiscounting } from '../reactionKinds.ts'
import type { GateFacts, Remark } from './types.ts'

/**
 * List the remarks about the name of a form's discount. An order names a discount by a text alone.
 * @see docs/spec/checkout.md#131-what-is-read
 */
export function listNameRemarks({ form, facts }: { form: GateForm; facts: GateFacts }): Remark[] {
  if (!isDiscounting(form.reaction)) return []
  const title = discountNameOf({ discountName: parseDiscountName(form.discountName), name: form.name.trim() })
  return facts.otherTitles.includes(title) ? [{ kind: 'same-title', path: 'discountName', title }] : []
}
