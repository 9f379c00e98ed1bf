import type { ConditionForm, GateForm, GroupForm, SubjectForm } from '../../core/gate/form.ts'
import type { FieldIssues } from '../../core/gate/issues.ts'
import type { Guard } from '../../core/gate/types.ts'
import type { SubjectViews } from '../views.ts'

/** A condition in the draft. Its `key` never changes, whatever nodes come and go. */
export type DraftCondition = ConditionForm & { readonly key: string }
export type DraftGroup = Omit<GroupForm, 'of'> & { readonly key: string; readonly of: readonly DraftNode[] }
export type DraftNode = DraftGroup | DraftCondition

/** The chosen subjects of each kind, with their titles. Only those of `kind` count. */
export type DraftSubject = SubjectViews & { readonly kind: SubjectForm['kind'] }

/** Draft of a gate. It keeps the fields of the other `moment`s, but the form omits them. */
export type Draft = Omit<GateForm, 'subject' | 'root' | 'snapshots' | 'guard'> & {
  /** Null until the merchant chooses; then `guardOf` derives the guard from the other fields. */
  readonly guard: Guard | null
  readonly subject: DraftSubject
  readonly root: DraftGroup
  /** Block of each chain as text, by the chain's slug. */
  readonly snapshots: Readonly<Record<string, string>>
}

export type EditorState = {
  readonly draft: Draft
  /** The schedule before the draft was opened to everyone; null if it was not. */
  readonly scheduleBefore: Draft['schedule'] | null
  /** By field name, or by a node's key and the field: `3.contract`; `3.group` for a group itself. */
  readonly issues: FieldIssues
  /** Keys of the expanded conditions. */
  readonly open: readonly string[]
  /** Fields of which the first gets the focus. Each request makes a new array, so that the focus moves again. */
  readonly focus: readonly string[]
  /** Last change of the tree, as text for screen readers. */
  readonly said: string
  /** Number of nodes that were ever added. */
  readonly added: number
}

/** The key of the outermost group. */
export const ROOT = 'root'

/** The id of a field's element, by the field's name. */
export function composeFieldId(field: string): string {
  return `gate-${field.replaceAll('.', '-')}`
}

/** Whether a node of a draft is a group. */
export function isDraftGroup(node: DraftNode): node is DraftGroup {
  return 'of' in node
}
