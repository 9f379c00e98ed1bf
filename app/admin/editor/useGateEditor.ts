import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useReducer, useRef, useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import type { ChainView, ChangeAnswer, GateView, SavedGate, SubjectViews } from '../views.ts'
import { createDraftId } from './createDraftId.ts'
import { composeFieldId, type Draft } from './draft.ts'
import type { EditorShop } from './formatEditorShop.ts'
import { hasLimit } from './guardOf.ts'
import { listOutdated } from './listOutdated.ts'
import { reduceDraft } from './reduceDraft.ts'
import { setFocusOnFirst } from './setFocusOnFirst.ts'
import { startDraft, startEditor } from './startDraft.ts'
import { toGateForm } from './toGateForm.ts'
import { listDraftConditions } from './tree.ts'
import { useContracts } from './useContracts.ts'
import { useLeaveConfirmation } from './useLeaveConfirmation.ts'
import { useOtherVersion } from './useOtherVersion.ts'

export type UseGateEditorParameters = {
  /** Null for a new gate. */
  readonly gate: GateView | null
  /** The gate that a new one copies. */
  readonly copied?: GateView | null
  readonly subjects: SubjectViews
  readonly chains: readonly ChainView[]
  readonly shop: Pick<EditorShop, 'enforcement' | 'holding'>
}
export type SaveAnswer = ChangeAnswer<SavedGate>
export type GateEditorModel = ReturnType<typeof useGateEditor>

const JSON_POST = { method: 'post', encType: 'application/json' } as const

/** State and actions of a gate's page: the draft, its issues, save and discard. */
export function useGateEditor({ gate, copied = null, subjects, chains, shop }: UseGateEditorParameters) {
  const { hasAccounts } = shop.enforcement
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<SaveAnswer>({ key: `save-${gate?.number ?? 'new'}` })
  const [draftId] = useState(createDraftId)
  const [answer, setAnswer] = useState<SaveAnswer | null>(null)
  const [opened, setOpened] = useState(() => ({
    draft: startDraft({ gate, subjects, chains }),
    openedAt: gate?.openedAt ?? 0,
  }))
  const [{ draft, issues, open, focus, said }, dispatch] = useReducer(
    reduceDraft,
    copied ? startDraft({ gate: copied, subjects, chains }) : opened.draft,
    startEditor,
  )
  const conditions = listDraftConditions(draft.root)
  const other = useOtherVersion({ number: gate?.number ?? null, isStale: answer?.kind === 'stale' })
  const theirs = other?.kind === 'known' ? startDraft({ ...other.version, chains }) : null
  const contracts = useContracts({
    conditions: theirs ? [...conditions, ...listDraftConditions(theirs.root)] : conditions,
    known: (gate ?? copied)?.contracts ?? [],
  })
  const form = toGateForm({ draft, kindOf: contracts.kindOf, hasAccounts })
  const openedForm = toGateForm({ draft: opened.draft, kindOf: contracts.kindOf, hasAccounts })
  const isDirty = JSON.stringify(form) !== JSON.stringify(openedForm)
  const leave = useLeaveConfirmation(isDirty)
  const sent = useRef(draft)
  /** Of the last save. */
  const toast = useRef<string | null>(null)
  const [asksForHolding, setAsksForHolding] = useState(false)
  const openNew = (number: number) => navigate(`/app/gates/${number}`, { replace: true })

  useAnswer(fetcher, (next) => {
    setAnswer(next)
    if (next.kind === 'invalid') {
      dispatch({ kind: 'refuse', issues: next.fields, sent: sent.current })
      listOutdated({ issues: next.fields, sent: sent.current, conditions, find: contracts.find }).forEach(
        contracts.retry,
      )
    }
    if (next.kind !== 'done') return
    // Edits made during the save stay in the draft and are still unsaved.
    setOpened({ draft: sent.current, openedAt: next.result.openedAt })
    if (!gate) leave.release()
    const { number } = next.result
    if (toast.current !== null) shopify.toast.hide(toast.current)
    // The question itself says that the gate is saved. On a phone a toast would lie over its buttons.
    if (isFirstToHold({ number, draft: sent.current, before: gate && opened.draft, shop }))
      return setAsksForHolding(true)
    toast.current = shopify.toast.show(gate ? 'Gate saved' : 'Gate created')
    if (!gate) openNew(number)
  })
  // A pause from the page's header changes the gate beside the form, which then starts from it.
  const savedAt = gate?.openedAt
  const isBehind = savedAt !== undefined && savedAt > opened.openedAt && !isDirty && fetcher.state === 'idle'
  useEffect(() => {
    if (!isBehind || savedAt === undefined) return
    const saved = startDraft({ gate, subjects, chains })
    setOpened({ draft: saved, openedAt: savedAt })
    dispatch({ kind: 'reset', draft: saved })
  }, [isBehind, savedAt, gate, subjects, chains])
  useEffect(() => setFocusOnFirst(focus.map(composeFieldId)), [focus])

  const save = (openedAt: number) => {
    sent.current = draft
    setAnswer(null)
    if (gate) fetcher.submit({ form, openedAt }, JSON_POST)
    else fetcher.submit({ form, draftId }, JSON_POST)
  }
  return {
    draft,
    /** The form that a save would send now. */
    form,
    issues,
    /** Keys of the expanded conditions. */
    open,
    /** Last change of the tree, as text. */
    said,
    conditions,
    dispatch,
    contracts,
    isDirty,
    /** Allow the next navigation despite unsaved changes. */
    release: leave.release,
    isSaving: fetcher.state !== 'idle',
    /** Answer to the last save, until the next save. */
    answer,
    save: () => save(opened.openedAt),
    /** The version that somebody else saved; null unless the last save was refused for it. */
    other,
    /** That version as a draft; null until it is known. */
    theirs,
    /** Save the draft over the other version. */
    keepMine: () => {
      if (other?.kind === 'known') save(other.version.gate.openedAt)
    },
    /** Drop the draft and go on from the other version. */
    takeTheirs: () => {
      if (other?.kind !== 'known' || !theirs) return
      setOpened({ draft: theirs, openedAt: other.version.gate.openedAt })
      dispatch({ kind: 'reset', draft: theirs })
      setAnswer(null)
    },
    /** Whether the saved gate is the shop's first that needs holds, and Shopify does not allow holds yet. */
    asksForHolding,
    closeHoldingQuestion: () => {
      setAsksForHolding(false)
      if (!gate && answer?.kind === 'done') openNew(answer.result.number)
    },
    discard: () => {
      setAnswer(null)
      dispatch({ kind: 'reset', draft: opened.draft })
    },
  }
}

function isFirstToHold({
  number,
  draft,
  before,
  shop: { holding },
}: {
  number: number
  draft: Draft
  /** The gate before the save; null for a new gate. */
  before: Draft | null
  shop: UseGateEditorParameters['shop']
}): boolean {
  const { state, isWanted, gates } = holding
  // The page has loaded again since, so `gates` may include the saved gate.
  const isFirst = gates.every((one) => one === number)
  const isMissing = isWanted && state === 'not-allowed'
  return isMissing && isFirst && needsHolds(draft) && !(before && needsHolds(before))
}

function needsHolds(draft: Draft): boolean {
  return draft.reaction.exclusive || hasLimit(draft)
}
