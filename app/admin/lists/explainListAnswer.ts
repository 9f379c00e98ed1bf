import type { ListAnswer } from './views.ts'

/** Why a change was not made; null when it was. */
export function explainListAnswer(answer: ListAnswer<unknown>): string | null {
  if (answer.kind === 'done') return null
  return answer.kind === 'failed' ? answer.message : 'Somebody else changed this meanwhile. Reload the page.'
}
