import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useReducer, useRef, useState } from 'react'
import type { ChainView, ChangeAnswer, GateView, ProductView, SavedGate } from '../views.ts'
import { fieldId } from './draft.ts'
import { reduceDraft } from './reduceDraft.ts'
import { startDraft } from './startDraft.ts'
import { toGateForm } from './toGateForm.ts'
import { useContracts } from './useContracts.ts'
import { useLeaveConfirmation } from './useLeaveConfirmation.ts'

export type UseGateEditorParameters = {
  /** Null for a gate that is not there yet. */
  readonly gate: GateView | null
  readonly products: readonly ProductView[]
  readonly chains: readonly ChainView[]
}
export type SaveAnswer = ChangeAnswer<SavedGate>
export type GateEditorModel = ReturnType<typeof useGateEditor>

/** Everything the gate's page knows and does: the draft, what is wrong with it, save and discard. */
export function useGateEditor({ gate, products, chains }: UseGateEditorParameters) {
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<SaveAnswer>({ key: `save-${gate?.number ?? 'new'}` })
  const [opened, setOpened] = useState(() => ({
    draft: startDraft({ gate, products, chains }),
    openedAt: gate?.openedAt ?? 0,
  }))
  const [{ draft, issues, refused }, dispatch] = useReducer(reduceDraft, {
    draft: opened.draft,
    issues: {},
    refused: [],
  })
  const contracts = useContracts({ conditions: draft.conditions, known: gate?.contracts ?? [] })
  const form = toGateForm({ draft, kindOf: contracts.kindOf })
  const openedForm = toGateForm({ draft: opened.draft, kindOf: contracts.kindOf })
  const isDirty = JSON.stringify(form) !== JSON.stringify(openedForm)
  const leave = useLeaveConfirmation(isDirty)
  const sent = useRef(draft)
  const answered = useRef<SaveAnswer | undefined>(fetcher.data)

  useEffect(() => {
    const answer = fetcher.data
    // Not before all is loaded again: a navigation begun meanwhile is broken off by the load's end.
    if (fetcher.state !== 'idle' || !answer || answer === answered.current) return
    answered.current = answer
    if (answer.kind === 'invalid') dispatch({ kind: 'refuse', issues: answer.fields })
    if (answer.kind !== 'done') return
    // What was written while saving stays in the draft and is still to be saved.
    setOpened({ draft: sent.current, openedAt: answer.result.openedAt })
    shopify.toast.show(gate ? 'Gate saved' : 'Gate created')
    if (gate) return
    leave.release()
    navigate(`/app/gates/${answer.result.number}`, { replace: true })
  }, [fetcher.data, fetcher.state, gate, leave, navigate, shopify])

  useEffect(() => focusFirst(refused), [refused])

  return {
    draft,
    issues,
    dispatch,
    contracts,
    isDirty,
    isSaving: fetcher.state !== 'idle',
    answer: fetcher.state === 'idle' ? fetcher.data : undefined,
    save: () => {
      sent.current = draft
      const body = gate ? { form, openedAt: opened.openedAt } : form
      fetcher.submit(body, { method: 'post', encType: 'application/json' })
    },
    discard: () => dispatch({ kind: 'reset', draft: opened.draft }),
  }
}

function focusFirst(paths: readonly string[]): void {
  const elements = paths.flatMap((path) => document.getElementById(fieldId(path)) ?? [])
  const [first] = elements.sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  first?.focus()
}
