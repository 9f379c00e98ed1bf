import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import type { ChangeAnswer } from './views.ts'

/** Load a page's data again only after a change that was made: a load that fails would take the page and its draft down. */
export function shouldLoadAgain({
  actionResult,
  formAction,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  // A check of a wallet changes nothing, and what was just deleted is not looked for again.
  if (formAction?.endsWith('/check') || formAction?.endsWith('/delete')) return false
  const answer = actionResult as ChangeAnswer<unknown> | undefined
  return defaultShouldRevalidate && (answer === undefined || answer.kind === 'done')
}
