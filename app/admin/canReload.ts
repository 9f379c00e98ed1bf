import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import type { ChangeAnswer } from './views.ts'

/** Load a page's data again only after a successful change: a failed load would replace the page and its draft. */
export function canReload({
  actionResult,
  formAction,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  // A check of a wallet and a poll of progress change nothing. After a deletion, the object of the page is gone.
  if (['/check', '/check/list', '/progress', '/delete'].some((end) => formAction?.endsWith(end))) return false
  const answer = actionResult as ChangeAnswer<unknown> | undefined
  return defaultShouldRevalidate && (answer === undefined || answer.kind === 'done')
}
