import { ConfirmKeyModal } from './ConfirmKeyModal.tsx'
import { CreateKeyModal } from './CreateKeyModal.tsx'
import { NewKeyModal } from './NewKeyModal.tsx'
import type { KeyChanges } from './useKeyChanges.ts'

/** What is asked and told of keys, one thing at a time. */
export function KeyModals({ changes }: { changes: KeyChanges }) {
  const { question, issued } = changes
  if (issued) return <NewKeyModal issued={issued} onClose={changes.putAway} />
  if (question?.kind === 'create') return <CreateKeyModal changes={changes} />
  return question && <ConfirmKeyModal question={question} changes={changes} />
}
