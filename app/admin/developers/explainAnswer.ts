import type { ProjectAnswer } from './views.ts'

/** Why a change was not made, where no field says so; null when it was, or when fields do. */
export function explainAnswer(answer: ProjectAnswer<unknown>): string | null {
  if (answer.kind === 'failed') return answer.message
  return answer.kind === 'stale' ? 'Somebody else changed this meanwhile. Reload the page.' : null
}
