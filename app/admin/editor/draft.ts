import type { ConditionForm, FieldIssues, GateForm } from '../../core/gate/form.ts'
import type { ProductView } from '../views.ts'

/** A condition on the page; `key` stays its own while others come and go. */
export type DraftCondition = ConditionForm & { readonly key: string }

/** A gate as a merchant is writing it. */
export type Draft = Omit<GateForm, 'productIds' | 'conditions'> & {
  readonly products: readonly ProductView[]
  readonly conditions: readonly DraftCondition[]
}

export type EditorState = {
  readonly draft: Draft
  readonly issues: FieldIssues
  /** The paths of the last refusal: new with each, so that the first wrong field is looked for again. */
  readonly refused: readonly string[]
}

/** The id of a field's element, by the field's path. */
export function fieldId(path: string): string {
  return `gate-${path.replaceAll('.', '-')}`
}
