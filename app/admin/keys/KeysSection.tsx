import { KeysCard } from './KeysCard.tsx'
import { KeysModal } from './KeysModal.tsx'
import { useKeys } from './useKeys.ts'

/** Section for the proof keys and their rotation. */
export function KeysSection() {
  const keys = useKeys()
  return (
    <>
      <KeysCard keys={keys} />
      {keys.question && <KeysModal question={keys.question} keys={keys} />}
    </>
  )
}
