import type { ConditionForm } from '../../core/gate/form.ts'
import type { ChainView, ListView } from '../views.ts'
import type { DraftCondition } from './draft.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** Props of every part of the condition tree's editor. */
export type TreeProps = {
  readonly editor: GateEditorModel
  readonly chains: readonly ChainView[]
  readonly lists: readonly ListView[]
}

/** The position of a node in its group. `isOuter` is true in the outermost group. */
export type NodePlace = { readonly index: number; readonly of: number; readonly isOuter: boolean }

export type ConditionFieldsProps = { readonly tree: TreeProps; readonly condition: DraftCondition }
export type EditCondition = (change: Partial<ConditionForm>) => void
