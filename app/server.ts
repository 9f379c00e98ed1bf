import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HttpBindings, serve } from '@hono/node-server'
import type { ServerBuild } from '@remix-run/node'
import {
  type Answer,
  answerUnended,
  closeAfterAnswers,
  createAnswer,
  finishAccepting,
  setDefaultHeaders,
} from './createAnswer.ts'

/*
 * The production server. It loads Remix's build once, and imports nothing of the app but what answers with it. The
 * build puts it into the folder build/ with all that it needs (scripts/bundle).
 */

// Stack traces name the sources.
process.setSourceMapsEnabled(true)

/** Answers until the app is loaded, which waits for its database. */
const answerStarting: Answer = (request) => {
  if (new URL(request.url).pathname === '/healthz') return Response.json({ status: 'alive' })
  return Response.json(
    {
      msg: 'This server is starting, and may be waiting for its database. Try again in a few seconds.',
      code: 'ERR_DATABASE_AWAY',
    },
    { status: 503, headers: { 'retry-after': '5', 'cache-control': 'no-store' } },
  )
}

/** The longest that each step of a stop takes. compose.yaml and deploy/ wait for the sum. */
const STOP_SECONDS = { drain: 3, requests: 10, jobs: 20 }

const here = path.dirname(fileURLToPath(import.meta.url))
const startedAt = performance.now()
let answer = answerStarting
let app: Partial<AppModule> = {}
let isStopping = false

/** What the server needs of the app besides its pages. */
type AppModule = {
  readonly closeApp: () => Promise<void>
  readonly startDraining: () => void
  readonly log: Record<'info' | 'warn', (sentence: string) => void>
}

const loadBuild = () => import('@remix-run/dev/server-build').catch(closeWithError) as Promise<ServerBuild>
const port = Number(process.env.PORT || 3000)
const hostname = process.env.HOST || '127.0.0.1'
// The build refuses them, together with every other variable that is wrong.
if (!Number.isInteger(port) || port < 0 || port > 65_535 || !/^[\w.:%-]+$/.test(hostname)) await loadBuild()
const LISTEN_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: `Port ${port} is in use. Set PORT to another one, or stop the program that has it.`,
  EACCES: `This user may not listen on port ${port}. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: `This machine does not have the address ${hostname}. Set HOST to one of its own, or to 0.0.0.0.`,
}
// The port comes first: a server whose port is in use must not migrate the database.
const server = serve({ fetch: (request, env) => answer(request, env as HttpBindings), port, hostname })
// Before the adapter's listener, so that the adapter's own refusals have the headers too.
server.prependListener('request', (_: IncomingMessage, outgoing: ServerResponse) =>
  setDefaultHeaders(outgoing),
)
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    LISTEN_FAULTS[error.code ?? ''] ?? `The server cannot listen on ${hostname}:${port}: ${error.message}.`,
  )
  process.exit(1)
})
// A second signal must not cut off what the first lets finish: npm passes on a Ctrl-C that the server has got already.
process.on('SIGTERM', () => void closeServer(Number(process.env.DRAIN_SECONDS || STOP_SECONDS.drain)))
// Whoever presses Ctrl-C waits for no load balancer.
process.on('SIGINT', () => void closeServer(0))
// The terminal is gone. A server that writes elsewhere goes on, as `nohup` promises and a rotation of logs expects.
process.on('SIGHUP', () => {
  if (process.stdout.isTTY) void closeServer(0)
})

await once(server, 'listening')
const build = await loadBuild()
app = build.entry.module as Partial<AppModule>
answer = await createAnswer({ build, mode: 'production', clientFolder: path.join(here, 'client') })
const { version } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8')) as {
  version: string
}
const took = Math.round(performance.now() - startedAt)
app.log?.info(`palisade ${version} listens on http://${hostname}:${port} (ready in ${took} ms)`)

/**
 * Say at /readyz that this server stops, and serve on for `drainSeconds`, until load balancers have noticed. Then accept
 * no more requests, and let the running ones finish, ten seconds at most. Then let running jobs finish, twenty seconds
 * at most, and close the database. A job that is cut off runs again when its lock expires.
 */
async function closeServer(drainSeconds: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  const { closeApp, startDraining, log } = app
  const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000, 'late'))
  startDraining?.()
  closeAfterAnswers()
  // A server that still waits for its database was never ready.
  if (startDraining && drainSeconds > 0) {
    log?.info(`This server stops: /readyz answers 503. In ${drainSeconds} s it accepts no more connections.`)
    await wait(drainSeconds)
    await finishAccepting(server)
    await Promise.race([closeListener(), wait(STOP_SECONDS.requests)])
  } else await Promise.race([new Promise((resolve) => server.close(resolve)), wait(STOP_SECONDS.requests)])
  await Promise.race([answerUnended(), wait(1)])
  try {
    if ((await Promise.race([closeApp?.(), wait(STOP_SECONDS.jobs)])) === 'late')
      log?.warn('A job did not end within 20 seconds, so it was cut off. It runs again after the next start.')
    process.exit(0)
  } catch (error) {
    closeWithError(error)
  }
}

/**
 * Accept no more connections, and wait until the others have ended: after their next answer, or when they were idle for
 * `keepAliveTimeout`. Node's own `close` cuts off idle ones, also under a request that a proxy is sending.
 */
function closeListener(): Promise<void> {
  return new Promise((resolve) => {
    Server.prototype.close.call(server, () => resolve())
  })
}

function closeWithError(error: unknown): never {
  const known = error as { code?: string; message?: string; hint?: string }
  const isOurs = typeof known.code === 'string' && known.code.startsWith('ERR_') && known.hint !== undefined
  console.error(isOurs ? `${known.message}${known.message?.endsWith('\n') ? '' : ' '}${known.hint}` : error)
  process.exit(1)
}
