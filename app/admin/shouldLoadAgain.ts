import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import type { ChangeAnswer } from './views.ts'

/** Load a page's data again only after a change that was made: a load that fails would take the page and its draft down. */
export function shouldLoadAgain({
  actionResult,
  formAction,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  // A check of a wallet and a look at progress change nothing, and a gate that was just deleted is gone.
  if (['/check', '/progress', '/delete'].some((end) => formAction?.endsWith(end))) return false
  const answer = actionResult as ChangeAnswer<unknown> | undefined
  return defaultShouldRevalidate && (answer === undefined || answer.kind === 'done')
}
