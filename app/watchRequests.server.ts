import { findAnswerNote } from './answerNotes.ts'
import { metrics, traces, writeShopFault } from './context.server.ts'
import { createRouteMatcher, type Routes } from './createRouteMatcher.ts'
import { createLineLimit } from './log/createLineLimit.ts'
import { log } from './log/log.ts'
import type { LogFields, LogPort } from './ports/log.ts'
import type { MetricsPort } from './ports/metrics.ts'

/** A request, before it is answered. */
export type WatchedRequest = {
  readonly method: string
  /** Absolute. */
  readonly url: string
  /** The pattern of a hot URL, or of a path that cannot be decoded; null for a page, whose pattern is looked up. */
  readonly route: string | null
  readonly requestId: string
  readonly traceparent: string | undefined
}
export type Watch = (request: WatchedRequest, answer: () => Promise<Response>) => Promise<Response>

/** A request that takes longer is logged. */
const SLOW_MS = 3_000
/** A flood of refusals would fill the log. So many are written a minute of one route, shop, status and code. */
const MOST_REFUSALS = 30
/** Routes that log a wallet in, by the door that they belong to. */
const LOGINS: Readonly<Record<string, Parameters<MetricsPort['countLogin']>[0]['door']>> = {
  '/proxy/unlock': 'storefront',
  '/api/v1/auth': 'api',
  '/api/v1/authz': 'api',
  '/api/v1/oauth2/token': 'oauth',
}
/** Staff of a shop read how many of its shoppers were turned away. */
const BUSY = 'ERR_SERVER_BUSY'
/** Probes and scrapes would fill the log at debug. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Watch every request: count it, trace it, and log it when it has ended. Server errors are logged as warnings; refused
 * and slow requests as info; all others at debug. So are the refusals of a flood, whose number is told as info.
 */
export function createWatch({ routes }: { routes: Routes }): Watch {
  const findRoute = createRouteFinder(routes)
  const claimLine = createLineLimit({ most: MOST_REFUSALS, tellMore: writeRefusals })
  return async (request, answer) => {
    const startedAt = performance.now()
    const route = request.route ?? findRoute(request.url)
    const { method, requestId, traceparent } = request
    const response = traces.isOn
      ? await traces.runSpan(
          {
            ...{ name: `${method} ${route}`, kind: 'server', traceparent, read: readResponse },
            attributes: {
              'http.request.method': method,
              'http.route': route,
              'palisade.request_id': requestId,
            },
          },
          answer,
        )
      : await answer()
    const ms = performance.now() - startedAt
    const { status } = response
    metrics.countRequest({ route, method, status, seconds: ms / 1000 })
    const note = findAnswerNote(response) ?? {}
    const door = method === 'POST' ? LOGINS[route] : undefined
    if (door !== undefined)
      metrics.countLogin({ door, outcome: note.code ?? (status < 400 ? 'ok' : 'refused') })
    const isOneOfMany = isRefusal(status) && !claimLine(formatKind({ route, status, ...note }))
    chooseWrite({ status, ms, route, isOneOfMany })?.(`${method} ${route} ${status}`, {
      ...{ requestId, route, method, status, ms: Math.round(ms) },
      ...note,
    })
    // A flood of those who are turned away is counted once a minute.
    if (note.shop && note.code && (status >= 500 || (note.code === BUSY && !isOneOfMany)))
      writeShopFault({ myshopifyDomain: note.shop, code: note.code })
    return response
  }
}

function readResponse(response: Response) {
  const { status } = response
  const code = findAnswerNote(response)?.code
  const attributes = { 'http.response.status_code': status, ...(code && { 'error.type': code }) }
  return { isFailed: status >= 500, attributes }
}

const isRefusal = (status: number) => status >= 400 && status < 500

type Kind = Pick<LogFields, 'route' | 'status' | 'shop' | 'code'>
const formatKind = ({ route, status, shop, code }: Kind) => JSON.stringify({ route, status, shop, code })
function writeRefusals(kind: string, count: number): void {
  const sentence = `This server refused ${count} more such requests within a minute. Metrics count them all.`
  const fields = JSON.parse(kind) as Kind
  log.info(sentence, fields)
  if (fields.code === BUSY && fields.shop)
    writeShopFault({ myshopifyDomain: fields.shop, code: fields.code, count })
}

function chooseWrite({
  status,
  ms,
  route,
  isOneOfMany,
}: {
  status: number
  ms: number
  route: string
  isOneOfMany: boolean
}): LogPort['info'] | null {
  if (QUIET.has(route)) return null
  if (status >= 500) return log.warn
  if (isOneOfMany) return log.debug
  return status >= 400 || ms >= SLOW_MS ? log.info : log.debug
}

/** Make the look-up of a page's pattern, as the router matches it. Files of the browser have one pattern. */
function createRouteFinder(routes: Routes): (url: string) => string {
  const match = createRouteMatcher(routes)
  return (url) => {
    const { pathname } = new URL(url)
    if (pathname.startsWith('/assets/')) return '/assets/*'
    if (pathname.startsWith('/palisade.')) return '/palisade.*'
    const parts = match(pathname).flatMap(({ path }) => path || [])
    return `/${parts.join('/')}`
  }
}
