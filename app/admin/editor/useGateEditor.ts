import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useReducer, useRef, useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import type { ChainView, ChangeAnswer, GateView, SavedGate, SubjectViews } from '../views.ts'
import { type Draft, fieldId } from './draft.ts'
import { focusFirst } from './focusFirst.ts'
import type { EditorShop } from './formatEditorShop.ts'
import { hasLimit } from './guardOf.ts'
import { reduceDraft } from './reduceDraft.ts'
import { startDraft, startEditor } from './startDraft.ts'
import { toGateForm } from './toGateForm.ts'
import { listDraftConditions } from './tree.ts'
import { type UseContractsResult, useContracts } from './useContracts.ts'
import { useLeaveConfirmation } from './useLeaveConfirmation.ts'

export type UseGateEditorParameters = {
  /** Null for a gate that is not there yet. */
  readonly gate: GateView | null
  readonly subjects: SubjectViews
  readonly chains: readonly ChainView[]
  readonly shop: Pick<EditorShop, 'enforcement' | 'holding'>
}
export type SaveAnswer = ChangeAnswer<SavedGate>
export type GateEditorModel = ReturnType<typeof useGateEditor>

/** Everything the gate's page knows and does: the draft, what is wrong with it, save and discard. */
export function useGateEditor({ gate, subjects, chains, shop }: UseGateEditorParameters) {
  const { hasAccounts } = shop.enforcement
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<SaveAnswer>({ key: `save-${gate?.number ?? 'new'}` })
  const [answer, setAnswer] = useState<SaveAnswer | null>(null)
  const [opened, setOpened] = useState(() => ({
    draft: startDraft({ gate, subjects, chains }),
    openedAt: gate?.openedAt ?? 0,
  }))
  const [{ draft, issues, open, focus, said }, dispatch] = useReducer(reduceDraft, opened.draft, startEditor)
  const conditions = listDraftConditions(draft.root)
  const contracts = useContracts({ conditions, known: gate?.contracts ?? [] })
  const form = toGateForm({ draft, kindOf: contracts.kindOf, hasAccounts })
  const openedForm = toGateForm({ draft: opened.draft, kindOf: contracts.kindOf, hasAccounts })
  const isDirty = JSON.stringify(form) !== JSON.stringify(openedForm)
  const leave = useLeaveConfirmation(isDirty)
  const sent = useRef(draft)
  const [asksForHolding, setAsksForHolding] = useState(false)
  const openNew = (number: number) => navigate(`/app/gates/${number}`, { replace: true })

  useAnswer(fetcher, (next) => {
    setAnswer(next)
    if (next.kind === 'invalid') {
      dispatch({ kind: 'refuse', issues: next.fields, sent: sent.current })
      // The server could ask a chain that had not answered here: what it knows shall be known here too.
      if (Object.values(next.fields).includes('other-kind')) {
        conditions.filter((each) => isUnreachable(contracts.find(each))).forEach(contracts.retry)
      }
    }
    if (next.kind !== 'done') return
    // What was written while saving stays in the draft and is still to be saved.
    setOpened({ draft: sent.current, openedAt: next.result.openedAt })
    shopify.toast.show(gate ? 'Gate saved' : 'Gate created')
    if (!gate) leave.release()
    const { number } = next.result
    if (isFirstToHold({ number, draft: sent.current, before: gate && opened.draft, shop }))
      setAsksForHolding(true)
    else if (!gate) openNew(number)
  })
  useEffect(() => focusFirst(focus.map(fieldId)), [focus])

  return {
    draft,
    /** What would be sent now. */
    form,
    issues,
    /** Which conditions stand open. */
    open,
    /** What was last done to the tree. */
    said,
    conditions,
    dispatch,
    contracts,
    isDirty,
    /** Let the next navigation through, whatever is written. */
    release: leave.release,
    isSaving: fetcher.state !== 'idle',
    /** What the last save came to, until the next. */
    answer,
    save: () => {
      sent.current = draft
      setAnswer(null)
      const body = gate ? { form, openedAt: opened.openedAt } : form
      fetcher.submit(body, { method: 'post', encType: 'application/json' })
    },
    /** Whether the gate that was just saved is the shop's first that needs holds, which Shopify does not allow yet. */
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
  /** As the gate was before; null where it was not there. */
  before: Draft | null
  shop: UseGateEditorParameters['shop']
}): boolean {
  const { state, isWanted, gates } = holding
  // The page was loaded again since: the gate that was just saved is among them.
  const isFirst = gates.every((one) => one === number)
  const isMissing = isWanted && state === 'not-allowed'
  return isMissing && isFirst && needsHolds(draft) && !(before && needsHolds(before))
}

function needsHolds(draft: Draft): boolean {
  return draft.reaction.exclusive || hasLimit(draft)
}

function isUnreachable(answer: ReturnType<UseContractsResult['find']>): boolean {
  return answer !== null && answer !== 'asking' && answer.kind === 'unreachable'
}
