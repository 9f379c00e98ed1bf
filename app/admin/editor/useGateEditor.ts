import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useReducer, useRef, useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import type { ChainView, ChangeAnswer, GateView, SavedGate, SubjectViews } from '../views.ts'
import { fieldId } from './draft.ts'
import { focusFirst } from './focusFirst.ts'
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
  /** Whether the shop's customers can log in. */
  readonly hasAccounts: boolean
}
export type SaveAnswer = ChangeAnswer<SavedGate>
export type GateEditorModel = ReturnType<typeof useGateEditor>

/** Everything the gate's page knows and does: the draft, what is wrong with it, save and discard. */
export function useGateEditor({ gate, subjects, chains, hasAccounts }: UseGateEditorParameters) {
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
    if (gate) return
    leave.release()
    navigate(`/app/gates/${next.result.number}`, { replace: true })
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
    discard: () => {
      setAnswer(null)
      dispatch({ kind: 'reset', draft: opened.draft })
    },
  }
}

function isUnreachable(answer: ReturnType<UseContractsResult['find']>): boolean {
  return answer !== null && answer !== 'asking' && answer.kind === 'unreachable'
}
