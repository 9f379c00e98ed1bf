import { isRouteErrorResponse } from '@remix-run/react'

/**
 * Whether an error is a whole page of Shopify's library, for a new login or to leave the frame. An ended login is an answer
 * without a page. Remix's own refusals, such as of an unsupported method, have a text for developers that is no page.
 */
export function isLibraryPage(error: unknown): boolean {
  if (!isRouteErrorResponse(error) || (error as { internal?: unknown }).internal === true) return false
  return typeof error.data === 'string' && error.data !== ''
}
