import type { ConditionForm, GateForm, GroupForm, SubjectForm } from '../../core/gate/form.ts'
import type { FieldIssues } from '../../core/gate/issues.ts'
import type { Guard } from '../../core/gate/types.ts'
import type { SubjectViews } from '../views.ts'

/** A condition on the page; `key` stays its own while others come and go. */
export type DraftCondition = ConditionForm & { readonly key: string }
export type DraftGroup = Omit<GroupForm, 'of'> & { readonly key: string; readonly of: readonly DraftNode[] }
export type DraftNode = DraftGroup | DraftCondition

/** What was chosen of each kind, as people know it; only those of `kind` count. */
export type DraftSubject = SubjectViews & { readonly kind: SubjectForm['kind'] }

/** When a wallet is looked at: now, now and so many blocks ago, or at blocks of the past. */
export type DraftMoment = 'now' | 'held' | 'snapshots'

/** A gate as a merchant is writing it. What another `moment` asks for is kept, and not sent. */
export type Draft = Omit<GateForm, 'subject' | 'root' | 'snapshots' | 'guard'> & {
  /** Null until the merchant chooses: then it follows from the rest. */
  readonly guard: Guard | null
  readonly subject: DraftSubject
  readonly root: DraftGroup
  readonly moment: DraftMoment
  /** The block of each chain, by its slug; empty for now. */
  readonly snapshots: Readonly<Record<string, string>>
}

export type EditorState = {
  readonly draft: Draft
  /** By `name`, or a node's key and its field: `3.contract`; `3.group` of a group itself. */
  readonly issues: FieldIssues
  /** Which conditions stand open, by their keys. */
  readonly open: readonly string[]
  /** The fields of which the first gets the focus: new with each wish, so that it is looked for again. */
  readonly focus: readonly string[]
  /** What was last done to the tree, for those who cannot see it. */
  readonly said: string
  /** How many nodes were ever added. */
  readonly added: number
}

/** The key of the outermost group. */
export const ROOT = 'root'

/** The id of a field's element, by the field's name. */
export function fieldId(field: string): string {
  return `gate-${field.replaceAll('.', '-')}`
}

/** Whether a node of a draft is a group. */
export function isDraftGroup(node: DraftNode): node is DraftGroup {
  return 'of' in node
}
