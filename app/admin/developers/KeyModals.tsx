import { useFocusBack } from '../useFocusBack.ts'
import { ConfirmKeyModal } from './ConfirmKeyModal.tsx'
import { CreateKeyModal } from './CreateKeyModal.tsx'
import { NewKeyModal } from './NewKeyModal.tsx'
import type { KeyChanges } from './useKeyChanges.ts'

/** Dialogs about keys, one at a time. */
export function KeyModals({ changes }: { changes: KeyChanges }) {
  return (changes.issued || changes.question) && <OpenModal changes={changes} />
}

/** Mounted from the question to the answer, so that the focus returns to the element that had it before both. */
function OpenModal({ changes }: { changes: KeyChanges }) {
  useFocusBack()
  const { question, issued } = changes
  if (issued) return <NewKeyModal issued={issued} onClose={changes.putAway} />
  if (question?.kind === 'create') return <CreateKeyModal changes={changes} />
  return question && <ConfirmKeyModal question={question} changes={changes} />
}
