import type { ConditionForm, GroupForm } from '../../core/gate/form.ts'
import type { FieldIssues } from '../../core/gate/issues.ts'
import type { ChainView } from '../views.ts'
import { type Draft, type DraftNode, type EditorState, isDraftGroup } from './draft.ts'
import { type DraftState, setDraftState } from './setDraftState.ts'
import { startCondition, startGroup } from './startDraft.ts'
import { toNodeIssues } from './toNodeIssues.ts'
import { findNode, findPlace, listDraftConditions, updateGroup, updateNode } from './tree.ts'
import { updateNodePosition } from './updateNodePosition.ts'

type EditedApart = 'root' | 'snapshots' | 'limits' | 'schedule' | 'test'
/** Fields whose issues an edit of another part of the draft also clears. */
const HANGS_ON: Readonly<Record<string, readonly string[]>> = {
  moment: ['heldFor'],
  subject: ['products'],
}

export type DraftAction =
  | { readonly kind: 'edit'; readonly change: Partial<Omit<Draft, EditedApart>> }
  | { readonly kind: 'editLimits'; readonly change: Partial<Draft['limits']> }
  | { readonly kind: 'editSchedule'; readonly change: Partial<Draft['schedule']> }
  | {
      readonly kind: 'editState'
      readonly state: DraftState
      /** The shop's local time, `YYYY-MM-DDTHH:MM`. */
      readonly now: string
    }
  | { readonly kind: 'editTestWallets'; readonly wallets: string }
  | { readonly kind: 'editSnapshot'; readonly chain: string; readonly block: string }
  | { readonly kind: 'editCondition'; readonly key: string; readonly change: Partial<ConditionForm> }
  | {
      readonly kind: 'editGroup'
      readonly key: string
      readonly change: Partial<Pick<GroupForm, 'kind' | 'count'>>
    }
  | {
      readonly kind: 'add'
      /** The group that gets the new node as its last. */
      readonly key: string
      readonly what: 'condition' | 'group'
      readonly chains: readonly ChainView[]
    }
  | { readonly kind: 'remove' | 'copy' | 'wrap' | 'unwrap' | 'toggle'; readonly key: string }
  | { readonly kind: 'move'; readonly key: string; readonly step: -1 | 1 }
  /** `sent` is the draft that the issues belong to. */
  | { readonly kind: 'refuse'; readonly issues: FieldIssues; readonly sent: Draft }
  /** Show a field: expand its condition and focus it. */
  | { readonly kind: 'show'; readonly path: string }
  | { readonly kind: 'reset'; readonly draft: Draft }

/** Apply a merchant's edit. An issue stays at its field until that field is edited. */
export function reduceDraft(state: EditorState, action: DraftAction): EditorState {
  const { draft, issues, open } = state
  switch (action.kind) {
    case 'edit': {
      const fields = Object.keys(action.change)
      const cleared = fields.flatMap((field) => [field, ...(HANGS_ON[field] ?? [])])
      return { ...state, draft: { ...draft, ...action.change }, issues: removeIssues(issues, cleared) }
    }
    case 'editLimits': {
      const cleared = Object.keys(action.change).map((field) => `limits.${field}`)
      const limits = { ...draft.limits, ...action.change }
      return { ...state, draft: { ...draft, limits }, issues: removeIssues(issues, cleared) }
    }
    case 'editSchedule': {
      // Both times together decide which one is wrong.
      const cleared = ['schedule.startsAt', 'schedule.endsAt']
      const schedule = { ...draft.schedule, ...action.change }
      const removed = removeIssues(issues, cleared)
      return { ...state, draft: { ...draft, schedule }, scheduleBefore: null, issues: removed }
    }
    case 'editState': {
      const fields = ['state', 'test.wallets', 'schedule.startsAt', 'schedule.endsAt']
      return { ...state, ...setDraftState({ ...state, ...action }), issues: removeIssues(issues, fields) }
    }
    case 'editTestWallets': {
      const test = { ...draft.test, wallets: action.wallets }
      return { ...state, draft: { ...draft, test }, issues: removeIssues(issues, ['test.wallets']) }
    }
    case 'editSnapshot': {
      const snapshots = { ...draft.snapshots, [action.chain]: action.block }
      const cleared = ['moment', `snapshots.${action.chain}.snapshot`]
      return { ...state, draft: { ...draft, snapshots }, issues: removeIssues(issues, cleared) }
    }
    case 'editCondition': {
      const { key, change } = action
      const changed = Object.keys(change)
      // The chain also determines what an address is, and that determines the other fields.
      const isOther = changed.some((field) => field === 'chain' || field === 'contract' || field === 'kind')
      const fields = isOther ? [...changed, 'chain', 'contract', 'kind', 'tokenIds'] : changed
      return {
        ...updateRoot(state, (root) =>
          updateNode(root, key, (node) => [{ ...node, ...change } as DraftNode]),
        ),
        issues: removeIssues(issues, [
          'heldFor',
          'moment',
          'limits.perToken',
          ...fields.map((field) => `${key}.${field}`),
        ]),
      }
    }
    case 'editGroup': {
      const { key, change } = action
      return {
        ...updateRoot(state, (root) => updateGroup(root, key, (group) => ({ ...group, ...change }))),
        issues: removeIssues(issues, [`${key}.group`, `${key}.count`]),
      }
    }
    case 'add':
      return addNode(state, action)
    case 'remove':
      return removeNode(state, action.key)
    case 'copy': {
      const node = findNode(draft.root, action.key)
      if (!node) return state
      const copy = updateNodeKey(node, `${state.added}-copy`)
      return {
        ...updateRoot(state, (root) => updateNode(root, action.key, (each) => [each, copy])),
        added: state.added + 1,
        focus: [`${copy.key}.head`],
        said: 'Duplicated.',
      }
    }
    case 'wrap': {
      const key = `${state.added}-group`
      const wrap = (node: DraftNode) => [{ key, kind: 'any', count: '', of: [node] } as const]
      return {
        ...updateRoot(state, (root) => updateNode(root, action.key, wrap)),
        added: state.added + 1,
        focus: [`${key}.kind`],
        said: 'Grouped.',
      }
    }
    case 'unwrap': {
      const group = findNode(draft.root, action.key)
      const place = findPlace(draft.root, action.key)
      if (!group || !place || !isDraftGroup(group)) return state
      return {
        ...updateRoot(state, (root) => updateNode(root, action.key, () => group.of)),
        issues: removeNodeIssues(issues, [group.key]),
        focus: [`${group.of[0]?.key ?? place.parent.key}.head`, `${place.parent.key}.group`],
        said: 'Ungrouped. The conditions stay.',
      }
    }
    case 'toggle': {
      const isOpen = open.includes(action.key)
      return { ...state, open: isOpen ? open.filter((key) => key !== action.key) : [...open, action.key] }
    }
    case 'move': {
      const root = updateNodePosition(draft.root, action.key, action.step)
      if (root === draft.root) return state
      return {
        ...state,
        draft: { ...draft, root },
        focus: [`${action.key}.head`],
        said: describePosition(root, action.key),
      }
    }
    case 'refuse': {
      const placed = toNodeIssues({ issues: action.issues, draft: action.sent })
      const keys = Object.keys(placed).map((field) => field.split('.')[0] ?? '')
      const wrong = listDraftConditions(draft.root).filter(({ key }) => keys.includes(key))
      return {
        ...state,
        issues: placed,
        open: [...new Set([...open, ...wrong.map(({ key }) => key)])],
        focus: Object.keys(placed),
      }
    }
    case 'show': {
      const key = action.path.split('.')[0] ?? ''
      const isHidden = listDraftConditions(draft.root).some((one) => one.key === key) && !open.includes(key)
      return { ...state, open: isHidden ? [...open, key] : open, focus: [action.path] }
    }
    case 'reset':
      return { ...state, draft: action.draft, scheduleBefore: null, issues: {}, said: '' }
  }
}

function addNode(
  state: EditorState,
  { key, what, chains }: Extract<DraftAction, { kind: 'add' }>,
): EditorState {
  const own = `${state.added}-added`
  const node = what === 'group' ? startGroup({ key: own, chains }) : startCondition({ key: own, chains })
  return {
    ...updateRoot(state, (root) =>
      updateGroup(root, key, (group) => ({ ...group, of: [...group.of, node] })),
    ),
    issues: removeIssues(state.issues, [`${key}.group`]),
    open: [...state.open, ...listDraftConditions(node).map((condition) => condition.key)],
    focus: [what === 'group' ? `${own}.kind` : `${own}.subject`],
    said: what === 'group' ? 'Group added.' : 'Condition added.',
    added: state.added + 1,
  }
}

function removeNode(state: EditorState, key: string): EditorState {
  const node = findNode(state.draft.root, key)
  const place = findPlace(state.draft.root, key)
  if (!node || !place) return state
  return {
    ...updateRoot(state, (root) => updateNode(root, key, () => [])),
    issues: removeNodeIssues(state.issues, [key, ...listKeys(node)]),
    // The focused button is gone, so move the focus.
    focus: [`${place.parent.key}.group`],
    said: 'Removed.',
  }
}

function updateRoot(state: EditorState, change: (root: Draft['root']) => Draft['root']): EditorState {
  return { ...state, draft: { ...state.draft, root: change(state.draft.root) } }
}

function removeIssues(issues: FieldIssues, fields: readonly string[]): FieldIssues {
  return Object.fromEntries(Object.entries(issues).filter(([field]) => !fields.includes(field)))
}

function removeNodeIssues(issues: FieldIssues, keys: readonly string[]): FieldIssues {
  return Object.fromEntries(
    Object.entries(issues).filter(([field]) => !keys.includes(field.split('.')[0] ?? '')),
  )
}

function listKeys(node: DraftNode): string[] {
  return isDraftGroup(node) ? [node.key, ...node.of.flatMap(listKeys)] : [node.key]
}

function updateNodeKey(node: DraftNode, key: string): DraftNode {
  if (!isDraftGroup(node)) return { ...node, key }
  return { ...node, key, of: node.of.map((part, i) => updateNodeKey(part, `${key}-${i}`)) }
}

function describePosition(root: Draft['root'], key: string): string {
  const place = findPlace(root, key)
  return place ? `Moved: now ${place.index + 1} of ${place.parent.of.length} in its group.` : ''
}
