import type { EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { isAdminPath } from './admin/isAdminPath.ts'
import { checkPage } from './checkPage.server.ts'
import { createMethodCheck } from './createMethodCheck.ts'
import { writeFault } from './describeError.ts'
import { closeApp, startDraining } from './jobs.server.ts'
import { log } from './log/log.ts'
import { renderDocument } from './renderDocument.ts'
import { setAdminHeaders } from './shopify.server.ts'
import { createWatch } from './watchRequests.server.ts'

/** The production server watches every request, makes both checks before each page, and calls the others when it ends. */
export { checkPage, closeApp, createMethodCheck, createWatch, log, startDraining }

/**
 * Log errors of pages, without the values that a database's message may quote. Remix's own refusals, such as of an
 * unsupported method, are not logged.
 */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  writeFault('A page failed', error)
}

/** Public pages run no script and may not be framed. */
const PUBLIC_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  if (isAdminPath(new URL(request.url).pathname)) setAdminHeaders(request, headers)
  else headers.set('content-security-policy', PUBLIC_POLICY)
  return renderDocument({
    element: <RemixServer context={remixContext} url={request.url} />,
    isWhole: isbot(request.headers.get('user-agent')),
    status,
    headers,
  })
}
