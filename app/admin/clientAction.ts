import { isRouteErrorResponse } from '@remix-run/react'
import type { PageRefusal } from './adminRoute.ts'
import { NO_LOGIN } from './loginWords.ts'
import type { ChangeAnswer } from './views.ts'

const UNREACHABLE = 'The server could not be reached. Nothing is lost. Try again in a moment.'
const FAILED = 'The server had a problem. Nothing is lost. Try again in a moment.'

/**
 * Browser side of every `adminAction`: if the server does not answer, or refuses before the action begins, return a
 * `ChangeAnswer` too.
 *
 * A thrown error would replace the page by its error boundary, and the merchant's input would be lost.
 */
export async function clientAction({
  serverAction,
}: {
  serverAction: <Answer>() => Promise<Answer>
}): Promise<ChangeAnswer<unknown, unknown>> {
  try {
    return await serverAction<ChangeAnswer<unknown, unknown>>()
  } catch (error) {
    // Remix throws redirects as responses.
    if (error instanceof Response && error.status < 400) throw error
    return { kind: 'failed', message: describeThrown(error) }
  }
}

function describeThrown(error: unknown): string {
  const isResponse = error instanceof Response
  if (!isResponse && !isRouteErrorResponse(error)) return UNREACHABLE
  if (error.status === 401) return NO_LOGIN
  const refusal = isResponse ? null : (error.data as Partial<PageRefusal> | null)
  return refusal?.msg ?? FAILED
}
