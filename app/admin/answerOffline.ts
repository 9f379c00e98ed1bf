import { isRouteErrorResponse } from '@remix-run/react'
import type { PageRefusal } from './answerPage.ts'
import type { ChangeAnswer } from './views.ts'

/**
 * Run a change from the browser; a server that cannot be reached is an answer too.
 *
 * Thrown on, it would take the page down with all that was written in it.
 */
export async function answerOffline<T, Fields>(
  change: () => Promise<ChangeAnswer<T, Fields>>,
): Promise<ChangeAnswer<T, Fields>> {
  try {
    return await change()
  } catch (error) {
    // Before a change began: the page keeps what was written.
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
