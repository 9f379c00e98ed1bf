import { isRouteErrorResponse } from '@remix-run/react'
import type { PageRefusal } from './adminRoute.ts'
import type { ChangeAnswer } from './views.ts'

/**
 * The browser's half of every `adminAction`: a server that does not answer becomes a `ChangeAnswer` too.
 *
 * Thrown, that error would replace the page by its error boundary, and the merchant would lose what they wrote.
 */
export async function clientAction({
  serverAction,
}: {
  serverAction: <Answer>() => Promise<Answer>
}): Promise<ChangeAnswer<unknown, unknown>> {
  try {
    return await serverAction<ChangeAnswer<unknown, unknown>>()
  } catch (error) {
    // The server refused the change before it began, so the page keeps what was written.
    if (isRouteErrorResponse(error) && error.status === 503) {
      const { msg } = error.data as PageRefusal
      return { kind: 'failed', message: msg }
    }
    if (error instanceof Response || isRouteErrorResponse(error)) throw error
    return {
      kind: 'failed',
      message: 'The server could not be reached. Nothing is lost. Try again in a moment.',
    }
  }
}
