import { useFocusBack } from '../useFocusBack.ts'
import { ConfirmKeyModal } from './ConfirmKeyModal.tsx'
import { CreateKeyModal } from './CreateKeyModal.tsx'
import { NewKeyModal } from './NewKeyModal.tsx'
import type { KeyChanges } from './useKeyChanges.ts'

/** What is asked and told of keys, one thing at a time. */
export function KeyModals({ changes }: { changes: KeyChanges }) {
  return (changes.issued || changes.question) && <OpenModal changes={changes} />
}

/** Mounted from the question to the answer: the focus goes back to where both began. */
function OpenModal({ changes }: { changes: KeyChanges }) {
  useFocusBack()
  const { question, issued } = changes
  if (issued) return <NewKeyModal issued={issued} onClose={changes.putAway} />
  if (question?.kind === 'create') return <CreateKeyModal changes={changes} />
  return question && <ConfirmKeyModal question={question} changes={changes} />
}
