import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useReducer, useRef, useState } from 'react'
import { findChain } from '../../core/chain/findChain.ts'
import { takesTokenIds } from '../../core/flatRequirement/takesTokenIds.ts'
import type { DraftCondition } from '../editor/draft.ts'
import { focusFirst } from '../editor/focusFirst.ts'
import { useContracts } from '../editor/useContracts.ts'
import { useLeaveConfirmation } from '../editor/useLeaveConfirmation.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChainView } from '../views.ts'
import { projectFieldId, startProjectDraft, toProjectForm } from './projectDraft.ts'
import { reduceProject } from './reduceProject.ts'
import type { ProjectAnswer, ProjectView, SavedProject } from './views.ts'

export type ProjectEditorModel = ReturnType<typeof useProjectEditor>

/** Everything a project's page knows and does with what is written: the draft, what is wrong with it, save and discard. */
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
  // The contract is looked at as a gate's condition is.
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
  // While its chain has not answered, ids that are stored are kept; on Solana they are mints of any kind.
  const hasMints = findChain(draft.chain)?.family === 'solana'
  const hasItems = kind === null || takesTokenIds(kind) || hasMints
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
    // What was written while saving stays in the draft and is still to be saved.
    if (draft === sent.current) dispatch({ kind: 'reset', draft: saved })
    shopify.toast.show('Project saved')
  })
  useEffect(() => focusFirst(refused.map(projectFieldId)), [refused])

  return {
    draft,
    errors,
    edit: (change: Partial<typeof draft>) => dispatch({ kind: 'edit', change }),
    condition,
    contracts,
    /** What kind of token the contract is; null while nobody knows. */
    kind,
    /** Whether its ids are mints. */
    hasMints,
    isDirty,
    isSaving: fetcher.state !== 'idle',
    /** What the last save came to, until the next. */
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
    /** Let the next navigation through although something is not saved. */
    release: leave.release,
  }
}
