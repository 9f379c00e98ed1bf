import { readFileSync } from 'node:fs'
import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { HttpBindings } from '@hono/node-server'
import type { ServerBuild } from '@remix-run/node'
import { createAnswer, setDefaultHeaders } from './createAnswer.ts'

/*
 * The production server. It loads the built Remix bundle once, and imports nothing of the app but what answers with it.
 */

const GUARD_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

// Set before any library is imported: otherwise React and the router choose their development builds.
process.env.NODE_ENV ??= 'production'
const { serve } = await import('@hono/node-server')

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

function reportAndExit(error: unknown): never {
  const known = error as { code?: string; message?: string; hint?: string }
  const isOurs = typeof known.code === 'string' && known.code.startsWith('ERR_') && known.hint !== undefined
  console.error(isOurs ? `${known.message} ${known.hint}` : error)
  process.exit(1)
}
