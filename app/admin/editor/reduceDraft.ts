import type { ConditionForm, FieldIssues } from '../../core/gate/form.ts'
import type { Draft, DraftCondition, EditorState } from './draft.ts'

export type DraftAction =
  | { readonly kind: 'edit'; readonly change: Partial<Omit<Draft, 'conditions'>> }
  | { readonly kind: 'editCondition'; readonly key: string; readonly change: Partial<ConditionForm> }
  | { readonly kind: 'addCondition'; readonly condition: DraftCondition }
  | { readonly kind: 'removeCondition'; readonly key: string }
  | { readonly kind: 'refuse'; readonly issues: FieldIssues }
  | { readonly kind: 'reset'; readonly draft: Draft }

/** Apply a merchant's edit. An issue stays at its field until that field is edited. */
export function reduceDraft(state: EditorState, action: DraftAction): EditorState {
  const { draft, issues } = state
  switch (action.kind) {
    case 'edit': {
      const paths = Object.keys(action.change)
      return { ...state, draft: { ...draft, ...action.change }, issues: withoutIssues(issues, paths) }
    }
    case 'editCondition': {
      const index = draft.conditions.findIndex((condition) => condition.key === action.key)
      const conditions = draft.conditions.map((condition, i) =>
        i === index ? { ...condition, ...action.change } : condition,
      )
      const changed = Object.keys(action.change)
      // What a contract is depends on its chain too, and its kind on both.
      const fields = changed.some((field) => field === 'chain' || field === 'contract')
        ? ['chain', 'contract', 'kind']
        : changed
      const paths = fields.map((field) => `conditions.${index}.${field}`)
      return { ...state, draft: { ...draft, conditions }, issues: withoutIssues(issues, paths) }
    }
    case 'addCondition':
      return {
        ...state,
        draft: { ...draft, conditions: [...draft.conditions, action.condition] },
        issues: withoutIssues(issues, ['conditions']),
      }
    case 'removeCondition': {
      const index = draft.conditions.findIndex((condition) => condition.key === action.key)
      return {
        ...state,
        draft: { ...draft, conditions: draft.conditions.filter((_, i) => i !== index) },
        issues: withoutCondition(issues, index),
      }
    }
    case 'refuse':
      return { ...state, issues: action.issues, refused: Object.keys(action.issues) }
    case 'reset':
      return { ...state, draft: action.draft, issues: {} }
  }
}

function withoutIssues(issues: FieldIssues, paths: readonly string[]): FieldIssues {
  return Object.fromEntries(Object.entries(issues).filter(([path]) => !paths.includes(path)))
}

function withoutCondition(issues: FieldIssues, removed: number): FieldIssues {
  const moved = Object.entries(issues).flatMap(([path, issue]) => {
    const [, index, field] = /^conditions\.([0-9]+)\.(\w+)$/.exec(path) ?? []
    if (index === undefined) return path === 'conditions' ? [] : [[path, issue] as const]
    if (Number(index) === removed) return []
    return [[`conditions.${Number(index) > removed ? Number(index) - 1 : index}.${field}`, issue] as const]
  })
  return Object.fromEntries(moved)
}
