import type { ChangeAnswer } from './views.ts'

/** Why the server did not make a change; null when it did, or when the fields say why. */
export function explainAnswer(answer: ChangeAnswer<unknown, unknown>): string | null {
  if (answer.kind === 'failed') return answer.message
  return answer.kind === 'stale' ? 'Somebody else changed this meanwhile. Reload the page.' : null
}
