import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useReducer, useRef, useState } from 'react'
import { findChain } from '../../core/chain/findChain.ts'
import { canHaveTokenIds } from '../../core/flatRequirement/canHaveTokenIds.ts'
import type { DraftCondition } from '../editor/draft.ts'
import { setFocusOnFirst } from '../editor/setFocusOnFirst.ts'
import { useContracts } from '../editor/useContracts.ts'
import { useLeaveConfirmation } from '../editor/useLeaveConfirmation.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChainView } from '../views.ts'
import {
  composeProjectFieldId,
  type ProjectDraftText,
  startProjectDraft,
  toProjectForm,
} from './projectDraft.ts'
import type { ProjectAnswer, ProjectView, SavedProject } from './views.ts'

export type ProjectEditorModel = ReturnType<typeof useProjectEditor>

/** State and actions of a project's page: the draft, its errors, save and discard. */
export function useProjectEditor({
  project,
  chains,
}: {
  project: ProjectView
  chains: readonly ChainView[]
}) {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ProjectAnswer<SavedProject>>({ key: `save-${project.id}` })
  const [answer, setAnswer] = useState<ProjectAnswer<SavedProject> | null>(null)
  const start = (form: ProjectView['form']) => startProjectDraft({ form, firstChain: chains[0]?.slug ?? '' })
  const [opened, setOpened] = useState(() => ({
    draft: start(project.form),
    openedAt: project.openedAt,
  }))
  const [{ draft, errors, refused }, dispatch] = useReducer(reduceProject, {
    draft: opened.draft,
    errors: {},
    refused: [],
  })
  // Look up the contract in the same way as for a condition of a gate.
  const condition: DraftCondition = {
    key: 'project',
    kind: 'erc721',
    chain: draft.chain,
    contract: draft.contractAddress,
    minimum: draft.minTokenBalance,
    maximum: '',
    tokenIds: draft.tokenIds,
    perId: false,
    listId: '',
  }
  const contracts = useContracts({ conditions: draft.isRestricted ? [condition] : [], known: [] })
  const found = contracts.find(condition)
  const isKnown = found !== null && found !== 'asking' && found.kind === 'known'
  const kind = isKnown ? found.description.kind : null
  // Keep stored token ids until the chain has answered. On Solana they are mints of any kind.
  const hasMints = findChain(draft.chain)?.family === 'solana'
  const hasItems = kind === null || canHaveTokenIds(kind) || hasMints
  const form = toProjectForm({ draft, hasItems })
  const openedForm = toProjectForm({ draft: opened.draft, hasItems })
  const isDirty = JSON.stringify(form) !== JSON.stringify(openedForm)
  const leave = useLeaveConfirmation(isDirty)
  const sent = useRef(draft)

  useAnswer(fetcher, (next) => {
    setAnswer(next)
    if (next.kind === 'invalid') dispatch({ kind: 'refuse', fields: next.fields })
    if (next.kind !== 'done') return
    const saved = start(next.result.form)
    setOpened({ draft: saved, openedAt: next.result.openedAt })
    // Edits made during the save stay in the draft and are still unsaved.
    if (draft === sent.current) dispatch({ kind: 'reset', draft: saved })
    shopify.toast.show('Project saved')
  })
  useEffect(() => setFocusOnFirst(refused.map(composeProjectFieldId)), [refused])

  return {
    draft,
    errors,
    edit: (change: Partial<typeof draft>) => dispatch({ kind: 'edit', change }),
    condition,
    contracts,
    /** Kind of the contract's token; null while unknown. */
    kind,
    /** Whether its token ids are mints. */
    hasMints,
    isDirty,
    isSaving: fetcher.state !== 'idle',
    /** Answer to the last save, until the next save. */
    answer,
    save: () => {
      sent.current = draft
      setAnswer(null)
      fetcher.submit(
        { form, openedAt: opened.openedAt },
        { method: 'post', encType: 'application/json', action: `/app/developers/${project.id}` },
      )
    },
    discard: () => {
      setAnswer(null)
      dispatch({ kind: 'reset', draft: opened.draft })
    },
    /** Allow the next navigation despite unsaved changes. */
    release: leave.release,
  }
}

type ProjectEditorState = {
  readonly draft: ProjectDraftText
  /** A sentence for each wrong field. */
  readonly errors: Readonly<Record<string, string>>
  /**
   * Fields of the last refusal. Each refusal makes a new array, so that the focus moves to the first wrong field again.
   */
  readonly refused: readonly string[]
}
type ProjectDraftAction =
  | { readonly kind: 'edit'; readonly change: Partial<ProjectDraftText> }
  | { readonly kind: 'refuse'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'reset'; readonly draft: ProjectDraftText }

/**
 * Other fields whose errors an edit clears: a contract is validated on its chain, and required only if no wallet is
 * listed.
 */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  chain: ['contractAddress'],
  contractAddress: ['chain', 'tokenIds'],
  allowedWallets: ['contractAddress'],
  isRestricted: ['chain', 'contractAddress', 'minTokenBalance', 'tokenIds', 'allowedWallets'],
}

/** Apply an owner's edit. An error stays at its field until that field, or one in `TOGETHER` with it, is edited. */
export function reduceProject(state: ProjectEditorState, action: ProjectDraftAction): ProjectEditorState {
  if (action.kind === 'reset') return { draft: action.draft, errors: {}, refused: [] }
  if (action.kind === 'refuse') {
    const errors = Object.fromEntries(
      Object.entries(action.fields).map(([path, sentence]) => [path.split('.').at(-1) ?? path, sentence]),
    )
    return { ...state, errors, refused: Object.keys(errors) }
  }
  const edited = Object.keys(action.change).flatMap((field) => [field, ...(TOGETHER[field] ?? [])])
  return {
    ...state,
    draft: { ...state.draft, ...action.change },
    errors: Object.fromEntries(Object.entries(state.errors).filter(([field]) => !edited.includes(field))),
  }
}
