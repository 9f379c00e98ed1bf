import { realpathSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { ServerBuild } from '@remix-run/node'
import { createServer as createVite, type ViteDevServer } from 'vite'
import type * as CreateAnswer from '../../../app/createAnswer.ts'
import { formatOrigin } from '../processes/formatOrigin.ts'

/*
 * Serves the app from its sources with Vite, as app/server.ts serves its build: every request gets the newest code that
 * loads. Started by startApp.ts, with the environment of the demo's app.
 */
type Loaded = {
  readonly build: ServerBuild
  readonly module: typeof CreateAnswer
  readonly answer: CreateAnswer.Answer
}

const UNWATCHED = ['.cache', '.data', 'build', 'docs', 'test']
const host = process.env.HOST || '127.0.0.1'
const port = Number(process.env.PORT)
const http = createServer()
const vite = await startVite()
let current = await load(null)
let refreshing: Promise<Loaded> | undefined
let lastFault = ''

const answer = getRequestListener(
  async (request, env) => (await refresh()).answer(request, env as HttpBindings),
  { hostname: host },
)
http.on('request', (incoming, outgoing) => {
  // Sites of any origin import the browser client as a module.
  if (incoming.url?.startsWith('/palisade.')) outgoing.setHeader('access-control-allow-origin', '*')
  vite.middlewares(incoming, outgoing, () => {
    current.module.setDefaultHeaders(outgoing)
    void answer(incoming, outgoing)
  })
})
http.once('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
http.listen(port, host, () => console.log(`the app's sources: listens on ${formatOrigin({ host, port })}`))

// Jobs and watchers must restart too, without a request.
let timer: NodeJS.Timeout | undefined
vite.watcher.on('all', () => {
  clearTimeout(timer)
  timer = setTimeout(() => void refresh(), 100)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
// An edit may break a job or watcher. The next edit may fix it.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error) => console.error(error))

/** Start Vite without the variables of a developer's `.env`, which Remix's plugin reads: they may name a real shop. */
async function startVite(): Promise<ViteDevServer> {
  const given = { ...process.env }
  const started = await createVite({
    appType: 'custom',
    cacheDir: '.cache/vite',
    clearScreen: false,
    // `takeNewest` prints what does not load.
    logLevel: 'silent',
    server: {
      middlewareMode: true,
      // The API answers preflights itself.
      cors: false,
      hmr: { server: http },
      // Several checkouts may share one node_modules by a link.
      fs: { allow: [path.resolve(), realpathSync('node_modules')] },
      watch: { ignored: UNWATCHED.map((folder) => `${path.resolve(folder)}/**`) },
    },
  })
  for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name]
  return started
}

/** Load the newest code; `known` itself if nothing changed. */
async function load(known: Loaded | null): Promise<Loaded> {
  const module = (await vite.ssrLoadModule('/app/createAnswer.ts')) as typeof CreateAnswer
  const build = (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild
  if (known && known.build === build && known.module === module) return known
  const clientFolder = path.resolve('public')
  return { build, module, answer: await module.createAnswer({ build, mode: 'development', clientFolder }) }
}

/** Take over the newest code, one caller at a time. */
function refresh(): Promise<Loaded> {
  refreshing ??= takeNewest().finally(() => {
    refreshing = undefined
  })
  return refreshing
}

/** Load the newest code. If it does not load, say so once and keep the old. */
async function takeNewest(): Promise<Loaded> {
  const startedAt = performance.now()
  try {
    const loaded = await load(current)
    if (loaded !== current) console.log(`app reloaded in ${Math.round(performance.now() - startedAt)} ms`)
    current = loaded
    lastFault = ''
  } catch (error) {
    const { message, id, frame } = error as { message?: string; id?: string; frame?: string }
    const fault = [message ?? String(error), id, frame].filter(Boolean).join('\n')
    if (fault !== lastFault) console.error(`app not reloaded; the old one goes on.\n${fault}`)
    lastFault = fault
  }
  return current
}

async function stop(): Promise<void> {
  http.close()
  http.closeAllConnections()
  await vite.close()
  await (current.build.entry.module as { closeApp?: () => Promise<void> }).closeApp?.()
  process.exit(0)
}
