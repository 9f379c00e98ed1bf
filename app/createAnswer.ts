import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import path from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { type ActionFunction, createRequestHandler, type ServerBuild } from '@remix-run/node'
import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { toApiUrl } from './toApiUrl.ts'

/*
 * Answers requests with a build of the app: the hot URLs by their own routes' actions, everything else by Remix.
 */
const HOT_ROUTES: readonly (readonly [url: string, route: string])[] = [
  ['/healthz', 'routes/healthz'],
  ['/readyz', 'routes/readyz'],
  ['/proxy/nonce', 'routes/proxy.nonce'],
  ['/proxy/unlock', 'routes/proxy.unlock'],
  ['/proxy/renew', 'routes/proxy.renew'],
  ['/api/v1/auth/nonce', 'routes/api.v1.auth_.nonce'],
  ['/api/v1/auth', 'routes/api.v1.auth'],
  ['/api/v1/authz', 'routes/api.v1.authz'],
  ['/api/v1/auth/validate', 'routes/api.v1.auth_.validate'],
  ['/api/v1/oauth2/token', 'routes/api.v1.oauth2.token'],
  ['/api/v1/storefront/nonce', 'routes/api.v1.storefront.nonce'],
  ['/api/v1/storefront/unlock', 'routes/api.v1.storefront.unlock'],
  ['/api/v1/storefront/renew', 'routes/api.v1.storefront.renew'],
  ['/api/v1/agents/:key/mcp', 'routes/api.v1.agents.$key.mcp'],
  ['/api/v1/agents/challenge', 'routes/api.v1.agents.challenge'],
  ['/api/v1/agents/unlock', 'routes/api.v1.agents.unlock'],
  ['/api/v1/agents/why', 'routes/api.v1.agents.why'],
  ['/api/v1/chains', 'routes/api.v1.chains'],
  [
    '/api/v1/chains/:chain/wallets/:walletAddress/tokenOwnership',
    'routes/api.v1.chains_.$chain_.wallets.$walletAddress.tokenOwnership',
  ],
]

export type CreateAnswerParameters = {
  readonly build: ServerBuild
  readonly mode: 'production' | 'development'
  /** Folder with the browser's files. */
  readonly clientFolder: string
}
/** Pattern of a path that the router cannot decode. It would print a sentence of its own about it. */
const NO_ROUTE = '/*'

/** Scripts are files of their own. Highlighted code and the menu's heights are styles of elements; icons are masks. */
const DOCUMENTS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** For metrics and the log, where 500 would be a fault of this server. The number is the usual one of proxies. */
const CLIENT_LEFT = 499

const KNOWN_METHOD = /^(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)$/

/** Watches a request while `answer` answers it. */
type Watch = (
  request: {
    readonly method: string
    readonly url: string
    readonly route: string | null
    readonly requestId: string
    readonly traceparent: string | undefined
  },
  answer: () => Promise<Response>,
) => Promise<Response>
/** Answers a request whose method nothing at its URL takes. The URL can be decoded. */
type CheckMethod = (request: Request) => Response | null
export type Answer = (request: Request, env: HttpBindings) => Response | Promise<Response>

/**
 * Make the function that answers every request.
 * @throws Error if the build lacks the action of a hot URL, or the limit of pages
 */
export async function createAnswer({ build, mode, clientFolder }: CreateAnswerParameters): Promise<Answer> {
  const findHotRoute = createHotRouteFinder(build)
  const { checkPage, createMethodCheck, createWatch } = build.entry.module as {
    createMethodCheck?: (parameters: { routes: ServerBuild['routes'] }) => CheckMethod
    createWatch?: (parameters: { routes: ServerBuild['routes'] }) => Watch
    checkPage?: (parameters: { request: Request; remoteAddress: string | undefined }) => Response | null
  }
  // Without it, pages would have no limit.
  if (!checkPage || !createMethodCheck || !createWatch)
    throw new Error('The built app exports no checkPage, no createMethodCheck or no createWatch.')
  const checkMethod = createMethodCheck({ routes: build.routes })
  const watch = createWatch({ routes: build.routes })
  const app = await createPages({ build, mode, clientFolder, checkMethod })
  return (asked, env) => {
    const { method } = asked
    // No request can be made again with TRACE.
    const url = KNOWN_METHOD.test(method) ? toApiUrl(asked.url) : asked.url
    const hot = findHotRoute(url)
    const requestId = chooseRequestId(env.incoming)
    setRequestId(env.outgoing, requestId)
    const traceparent = env.incoming.headers.traceparent as string | undefined
    const route = hot ? hot.url : canDecode(new URL(url).pathname) ? null : NO_ROUTE
    return watch({ method, url, route, requestId, traceparent }, async () => {
      const context = findCaller(env.incoming)
      if (!hot) {
        // Only here: a second request takes the body, which a hot route reads from the connection.
        const request = url === asked.url ? asked : new Request(url, asked)
        return checkPage({ request, ...context }) ?? app.fetch(request, env)
      }
      // Doors read only the part of a request that `DoorRequest` in readJsonBody.ts declares.
      const light = createLightRequest({ method, url }, env.incoming) as unknown as Request
      return hot.action({ request: light, params: hot.params, context }) as Promise<Response>
    })
  }
}

/** A proxy's id of the request if it is well formed, else a new one. */
function chooseRequestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{8,64}$/.test(given) ? given : randomUUID()
}

/**
 * Give a response the default headers, the adapter's own refusals too. A response with its own policy replaces ours.
 * They are written with the head: after `setHeader` Node copies all headers of each response.
 */
export function setDefaultHeaders(outgoing: ServerResponse): void {
  outgoing.writeHead = writeWholeHead as ServerResponse['writeHead']
  unended.add(outgoing)
  outgoing.once('close', () => unended.delete(outgoing))
}

/**
 * Answer every request that is still waiting with 503. A stop waits no longer for them, as when the database is frozen,
 * and a connection that is cut off would leave its client without a word.
 */
export async function answerUnended(): Promise<void> {
  const body = JSON.stringify({
    msg: 'This server stops, and something that it waits for does not answer. Try again in a moment.',
    code: 'ERR_DATABASE_AWAY',
    error: 'ERR_DATABASE_AWAY',
  })
  const waiting = [...unended].filter((outgoing) => !outgoing.headersSent)
  await Promise.all(
    waiting.map(
      (outgoing) =>
        new Promise<void>((resolve) => {
          outgoing.once('close', resolve)
          const type = { 'content-type': 'application/json; charset=utf-8' }
          outgoing.writeHead(503, { ...type, 'retry-after': '5', 'cache-control': 'no-store' }).end(body)
        }),
    ),
  )
}

type Answering = ServerResponse & { requestId?: string }
let isClosing = false
/** Answers that have not ended. */
const unended = new Set<ServerResponse>()

/** Set the id that the answer carries as `x-request-id`. */
function setRequestId(outgoing: Answering, requestId: string): void {
  outgoing.requestId = requestId
}

/** From now on every answer asks the client to connect anew, to another server. */
export function closeAfterAnswers(): void {
  isClosing = true
}

/** An attacker may connect without an end. */
const MOST_ACCEPTING_MS = 2_000

/**
 * Accept every connection that came while the process was busy; closing would cut them off without an answer. Node
 * accepts one in each turn of its loop.
 */
export async function finishAccepting(server: EventEmitter): Promise<void> {
  let emptyTurns = 0
  const see = () => {
    emptyTurns = 0
  }
  server.on('connection', see)
  // The first turn may have begun after the loop looked for connections.
  for (const until = performance.now() + MOST_ACCEPTING_MS; emptyTurns < 2 && performance.now() < until; ) {
    emptyTurns += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  server.off('connection', see)
}

/** @param headers A record; the adapter passes no other form. */
function writeWholeHead(this: Answering, status: number, headers?: OutgoingHttpHeaders): ServerResponse {
  if (isClosing) this.shouldKeepAlive = false
  const defaults: OutgoingHttpHeaders = {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  }
  if (this.requestId) defaults['x-request-id'] = this.requestId
  // Not spread: several spreads in a literal cost as much as the rest of a small answer.
  const all = Object.assign(defaults, this.getHeaders(), headers)
  return ServerResponse.prototype.writeHead.call(this, status, all)
}

/** Serve the browser's files, and every other URL by Remix's router. */
async function createPages({
  build,
  mode,
  clientFolder,
  checkMethod,
}: CreateAnswerParameters & { checkMethod: CheckMethod }) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  // Only a build that `npm run docs` came before has them. The pages' own links need the slash.
  if (existsSync(path.join(clientFolder, 'docs'))) app.get('/docs', (c) => c.redirect('/docs/', 301))
  app.use('*', await createFileServer(clientFolder))
  // Assets are not counted by the limit, so a missing asset must not reach the pages.
  for (const path of ['/assets/*', '/docs/assets/*'])
    app.all(path, (c) => c.text('There is nothing at this URL.', 404))
  // Pages of the admin alone: the API's answers are small, and must be fast.
  for (const path of ['/app', '/app.data', '/app/*']) app.use(path, compress({ encoding: 'gzip' }))
  const handle = createRequestHandler(build, mode)
  app.all('*', async (c) => {
    const request = c.req.raw
    const context = findCaller(c.env.incoming)
    const refuse = build.routes['routes/api.v1.$']?.module.action
    const { pathname, searchParams } = new URL(request.url)
    // Remix logs an error for each of these, which browsers no longer send.
    if (searchParams.has('_data')) return c.text('There is nothing at this URL.', 404)
    // Remix answers unknown methods and undecodable addresses in its own words, which API clients cannot read. It also
    // logs the latter, and fails at TRACE for a page's data.
    const isUnknown = !KNOWN_METHOD.test(request.method)
    const isStrange = isUnknown && pathname.startsWith('/api/v1')
    const isReadable = canDecode(pathname)
    const response =
      refuse && (isStrange || !(isReadable || isUnknown))
        ? ((await refuse({ request, params: {}, context })) as Response)
        : (checkMethod(request) ?? (await handle(request, context)))
    // A search that people type on ends its earlier requests. Remix answers 500 then, which nobody reads.
    if (response.status === 500 && request.signal.aborted) return new Response(null, { status: CLIENT_LEFT })
    // Pages lose this header in Remix's boundaries.
    if (response.status === 503 && !response.headers.has('retry-after'))
      response.headers.set('retry-after', '5')
    // An unread rest of a body would block the next request on the connection.
    if (!c.env.incoming.complete) c.env.outgoing.shouldKeepAlive = false
    return response
  })
  return app
}

/**
 * Make the middleware that serves a folder. It sends the `.br` or `.gz` beside a file to browsers that take it, and 304
 * for a file that the browser has. It ignores `Range`, as HTTP allows.
 */
async function createFileServer(clientFolder: string): Promise<MiddlewareHandler> {
  const { serveStatic } = await import('@hono/node-server/serve-static')
  const serveFile = serveStatic({
    root: path.relative(process.cwd(), clientFolder),
    precompressed: true,
    onFound: (file, c) => {
      const { size, mtimeMs } = statSync(file)
      c.header('etag', `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`)
      c.header('vary', 'Accept-Encoding')
      c.header(
        'cache-control',
        /^\/(?:docs\/)?assets\//.test(c.req.path)
          ? 'public, max-age=31536000, immutable'
          : 'public, max-age=3600',
      )
      if (c.req.path.startsWith('/docs/')) c.header('content-security-policy', DOCUMENTS_POLICY)
      // Sites of any origin import the browser client as a module.
      if (c.req.path.startsWith('/palisade.')) c.header('access-control-allow-origin', '*')
    },
  })
  return async (c, next) => {
    // A file is served by its own name alone, so that its encoding is always told.
    if (!/^(?:GET|HEAD)$/.test(c.req.method) || /\.(?:br|gz)$/.test(c.req.path)) return next()
    c.req.raw.headers.delete('range')
    let isFile = true
    const found = await serveFile(c, () => {
      isFile = false
      return next()
    })
    const known = c.req.header('if-none-match')?.split(',') ?? []
    const etag = isFile ? found?.headers.get('etag') : null
    if (!found || !etag || !known.some((one) => one.trim() === etag)) return found
    // An unread stream would keep its file open.
    await found.body?.cancel()
    const headers = new Headers(found.headers)
    for (const name of ['content-length', 'content-encoding', 'content-type']) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }
}

type HotRoute = {
  readonly action: ActionFunction
  readonly params: Record<string, string>
  /** The route's pattern. */
  readonly url: string
}

/** Make the look-up of an absolute URL's hot route. A URL whose parameter cannot be decoded is left to Remix. */
function createHotRouteFinder(build: ServerBuild): (url: string) => HotRoute | undefined {
  const hotRoutes = HOT_ROUTES.map(([url, id]) => {
    const action = build.routes[id]?.module.action
    if (!action) throw new Error(`The built app has no action at ${id}.`)
    const pattern = new RegExp(`^${url.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    return { url, pattern, action }
  })
  const hotPatterns = hotRoutes.filter(({ url }) => url.includes(':'))
  const hotActions = new Map(
    hotRoutes.filter((route) => !hotPatterns.includes(route)).map(({ url, action }) => [url, action]),
  )
  return (url) => {
    const [pathname = ''] = url.slice(url.indexOf('/', url.indexOf('//') + 2)).split(/[?#]/, 1)
    const action = hotActions.get(pathname)
    if (action) return { action, params: {}, url: pathname }
    for (const { url, pattern, action } of hotPatterns) {
      const groups = pattern.exec(pathname)?.groups
      if (!groups) continue
      try {
        const pairs = Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)] as const)
        return { action, params: Object.fromEntries(pairs), url }
      } catch {
        return undefined
      }
    }
    return undefined
  }
}

/** The context of every action and loader: the address of the connection. */
function findCaller(incoming: IncomingMessage): { remoteAddress: string | undefined } {
  return { remoteAddress: incoming.socket.remoteAddress }
}

/**
 * Make a light request that reads directly from the connection. A `Request` with a body costs several times as much as
 * an answer.
 */
function createLightRequest({ method, url }: Pick<Request, 'method' | 'url'>, incoming: IncomingMessage) {
  return {
    method,
    url,
    headers: {
      get: (name: string) => {
        const value = incoming.headers[name.toLowerCase()]
        return Array.isArray(value) ? value.join(', ') : (value ?? null)
      },
    },
    body: { getReader: () => readFrom(incoming) },
  }
}

/** Make a reader like that of a `ReadableStream`. The adapter drains or cuts off what is not read. */
function readFrom(incoming: IncomingMessage) {
  const chunks: Uint8Array[] = []
  let end: 'none' | 'whole' | 'broken' | 'cancelled' = 'none'
  let wake = () => {}
  const finish = (how: typeof end) => () => {
    if (end === 'none') end = how
    wake()
  }
  incoming.on('data', (chunk: Uint8Array) => {
    if (end !== 'cancelled') chunks.push(chunk)
    wake()
  })
  incoming.on('end', finish('whole'))
  incoming.on('error', finish('broken'))
  incoming.on('close', finish('broken'))
  return {
    read: async () => {
      while (chunks.length === 0 && end === 'none') {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const value = chunks.shift()
      if (value) return { done: false, value }
      if (end === 'broken') throw new Error('The connection ended in the middle of a request.')
      return { done: true }
    },
    cancel: async () => {
      finish('cancelled')()
      chunks.length = 0
      incoming.pause()
    },
  }
}

function canDecode(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}
