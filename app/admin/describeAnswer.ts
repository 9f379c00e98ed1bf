import type { ChangeAnswer } from './views.ts'

/** Explain why a change failed; null if it succeeded, or if the fields say why. `stale` is for a change of others. */
export function describeAnswer(
  answer: ChangeAnswer<unknown, unknown>,
  stale = 'Someone else changed this in the meantime. Reload the page.',
): string | null {
  if (answer.kind === 'failed') return answer.message
  return answer.kind === 'stale' ? stale : null
}
