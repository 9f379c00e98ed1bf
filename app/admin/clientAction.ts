import { isRouteErrorResponse } from '@remix-run/react'
import type { PageRefusal } from './adminRoute.ts'
import type { ChangeAnswer } from './views.ts'

/**
 * Browser side of every `adminAction`: if the server does not answer, return a `ChangeAnswer` too.
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
    // The server refused the request before the action began, so the page keeps the merchant's input.
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
