import { isRouteErrorResponse } from '@remix-run/react'

/**
 * Whether an error is a whole page of Shopify's library, for a new login or to leave the frame. An ended login is an answer
 * without a page.
 */
export function isLibraryPage(error: unknown): boolean {
  return isRouteErrorResponse(error) && typeof error.data === 'string' && error.data !== ''
}
