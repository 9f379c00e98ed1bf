import { readFileSync } from 'node:fs'
import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { HttpBindings } from '@hono/node-server'
import type { ActionFunction, ServerBuild } from '@remix-run/node'

/*
 * The production server. It imports nothing of the app: the built Remix bundle is loaded once, and the hot addresses
 * are answered by their own routes' actions, in front of Remix's router.
 */
const HOT_ROUTES: readonly (readonly [url: string, route: string])[] = [
  ['/proxy/nonce', 'routes/proxy.nonce'],
  ['/proxy/unlock', 'routes/proxy.unlock'],
  ['/proxy/renew', 'routes/proxy.renew'],
  ['/api/v1/auth/nonce', 'routes/api.v1.auth_.nonce'],
  ['/api/v1/auth', 'routes/api.v1.auth'],
  ['/api/v1/authz', 'routes/api.v1.authz'],
  ['/api/v1/auth/validate', 'routes/api.v1.auth_.validate'],
  ['/api/v1/oauth2/token', 'routes/api.v1.oauth2.token'],
  ['/api/v1/chains', 'routes/api.v1.chains'],
  [
    '/api/v1/chains/:chain/wallets/:walletAddress/tokenOwnership',
    'routes/api.v1.chains_.$chain_.wallets.$walletAddress.tokenOwnership',
  ],
]

const GUARD_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

// Set before any import: otherwise React and the router choose their development builds.
process.env.NODE_ENV ??= 'production'
const { serve } = await import('@hono/node-server')
const { serveStatic } = await import('@hono/node-server/serve-static')
const { createRequestHandler } = await import('@remix-run/node')
const { Hono } = await import('hono')

const here = path.dirname(fileURLToPath(import.meta.url))
const startedAt = performance.now()
const build = (await import(pathToFileURL(path.join(here, 'server/index.js')).href).catch(
  reportAndExit,
)) as ServerBuild

const hotRoutes = HOT_ROUTES.map(([url, id]) => {
  const action = build.routes[id]?.module.action
  if (!action) throw new Error(`The built app has no action at ${id}.`)
  const pattern = new RegExp(`^${url.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
  return { url, pattern, action }
})
const { closeApp, guardPage } = build.entry.module as {
  closeApp?: () => Promise<void>
  guardPage?: (parameters: { request: Request; remoteAddress: string | undefined }) => Response | null
}
const hotPatterns = hotRoutes.filter(({ url }) => url.includes(':'))
const hotActions = new Map(
  hotRoutes.filter((route) => !hotPatterns.includes(route)).map(({ url, action }) => [url, action]),
)

const app = new Hono<{ Bindings: HttpBindings }>()
const root = path.relative(process.cwd(), path.join(here, 'client'))
const keep = (value: string) => (_: string, c: { header: (name: string, value: string) => void }) =>
  c.header('cache-control', value)
// Sites of any origin import the browser client as a module.
const share = (_: string, c: { header: (name: string, value: string) => void }) => {
  c.header('cache-control', 'public, max-age=3600')
  c.header('access-control-allow-origin', '*')
}
app.use('/palisade.*', serveStatic({ root, onFound: share }))
app.use('/assets/*', serveStatic({ root, onFound: keep('public, max-age=31536000, immutable') }))
// Assets are not counted by the limit, so a missing asset must not reach the pages.
app.all('/assets/*', (c) => c.text('There is nothing at this URL.', 404))
app.use('*', serveStatic({ root, onFound: keep('public, max-age=3600') }))
const handle = createRequestHandler(build, 'production')
app.all('*', async (c) => {
  const request = c.req.raw
  const context = findCaller(c.env.incoming)
  const refuse = build.routes['routes/api.v1.$']?.module.action
  const { pathname } = new URL(request.url)
  // Remix answers unknown methods and undecodable addresses in its own words, which API clients cannot read. It also
  // logs the latter.
  const isStrange =
    pathname.startsWith('/api/v1') && !/^(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)$/.test(request.method)
  const response =
    refuse && (isStrange || !canDecode(pathname))
      ? ((await refuse({ request, params: {}, context })) as Response)
      : await handle(request, context)
  // Pages lose this header in Remix's boundaries.
  if (response.status === 503 && !response.headers.has('retry-after'))
    response.headers.set('retry-after', '5')
  // An unread rest of a body would block the next request on the connection.
  if (!c.env.incoming.complete) c.env.outgoing.shouldKeepAlive = false
  return response
})

const port = Number(process.env.PORT || 3000)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(
    `PORT is "${process.env.PORT}", which is not a port number. Set it to a number from 0 to 65535.`,
  )
  process.exit(1)
}
const hostname = process.env.HOST || '127.0.0.1'
const server = serve(
  { fetch: (request, env) => answer(request, env as HttpBindings), port, hostname },
  () => {
    const { version } = JSON.parse(readFileSync(path.join(here, '../package.json'), 'utf8')) as {
      version: string
    }
    const took = Math.round(performance.now() - startedAt)
    console.log(`palisade ${version} listens on http://${hostname}:${port} (ready in ${took} ms)`)
  },
)
// Prepended before the adapter's listener, so that the adapter's own refusals have the headers too.
server.prependListener('request', (_: IncomingMessage, outgoing: ServerResponse) => {
  outgoing.writeHead = writeGuardedHead as ServerResponse['writeHead']
})
server.on('error', (error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE'
  console.error(isTaken ? `Port ${port} is in use. Set PORT to another one.` : error.message)
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())

/**
 * Write a response's head with the headers that every response has. A response with its own policy replaces ours. With
 * `setHeader` instead, Node would copy all headers of each response.
 *
 * @param headers A record; the adapter passes no other form.
 */
function writeGuardedHead(
  this: ServerResponse,
  status: number,
  headers?: OutgoingHttpHeaders,
): ServerResponse {
  const all = { ...GUARD_HEADERS, ...this.getHeaders(), ...headers }
  return ServerResponse.prototype.writeHead.call(this, status, all)
}

/** The context of every action and loader: the address of the connection. */
function findCaller(incoming: IncomingMessage): { remoteAddress: string | undefined } {
  return { remoteAddress: incoming.socket.remoteAddress }
}

function answer(request: Request, env: HttpBindings): Response | Promise<Response> {
  const hot = findHotRoute(request.url)
  if (!hot) {
    const { remoteAddress } = findCaller(env.incoming)
    return guardPage?.({ request, remoteAddress }) ?? app.fetch(request, env)
  }
  // Doors read only the part of a request that `DoorRequest` in readJsonBody.ts declares.
  const light = lighten(request, env.incoming) as unknown as Request
  const context = findCaller(env.incoming)
  return hot.action({ request: light, params: hot.params, context }) as Promise<Response>
}

/** Find the hot route of an absolute URL. A URL whose parameter cannot be decoded is left to Remix. */
function findHotRoute(url: string): { action: ActionFunction; params: Record<string, string> } | undefined {
  const [pathname = ''] = url.slice(url.indexOf('/', url.indexOf('//') + 2)).split(/[?#]/, 1)
  const action = hotActions.get(pathname)
  if (action) return { action, params: {} }
  for (const { pattern, action } of hotPatterns) {
    const groups = pattern.exec(pathname)?.groups
    if (!groups) continue
    try {
      const pairs = Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)] as const)
      return { action, params: Object.fromEntries(pairs) }
    } catch {
      return undefined
    }
  }
  return undefined
}

/**
 * Make a light request that reads directly from the connection. A `Request` with a body costs several times as much as
 * an answer.
 */
function lighten({ method, url }: Request, incoming: IncomingMessage) {
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

/**
 * Let running requests finish, three seconds at most. Then let running jobs finish, twenty seconds at most, and close
 * the database. A job that is cut off runs again when its lock expires.
 */
async function stop(): Promise<void> {
  const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000, 'late'))
  await Promise.race([new Promise((resolve) => server.close(resolve)), wait(3)])
  if ((await Promise.race([closeApp?.(), wait(20)])) === 'late')
    console.error(
      'A job did not end within 20 seconds, so it was cut off. It runs again after the next start.',
    )
  process.exit(0)
}

function canDecode(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

function reportAndExit(error: unknown): never {
  const known = error as { code?: string; message?: string; hint?: string }
  const isOurs = typeof known.code === 'string' && known.code.startsWith('ERR_') && known.hint !== undefined
  console.error(isOurs ? `${known.message} ${known.hint}` : error)
  process.exit(1)
}
