import { KeysCard } from './KeysCard.tsx'
import { KeysModal } from './KeysModal.tsx'
import { useKeys } from './useKeys.ts'

/** The keys that unlocks are signed with, and how to change them. */
export function KeysSection() {
  const keys = useKeys()
  return (
    <>
      <KeysCard keys={keys} />
      {keys.question && <KeysModal question={keys.question} keys={keys} />}
    </>
  )
}
