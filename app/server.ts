import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'

/*
 * The production server. It imports nothing of the app: the built Remix bundle is loaded once, and the hot addresses
 * are answered by their own routes' actions, in front of Remix's router.
 */
const HOT_ROUTES: readonly (readonly [url: string, route: string])[] = [
  ['/proxy/nonce', 'routes/proxy.nonce'],
  ['/proxy/unlock', 'routes/proxy.unlock'],
  ['/proxy/renew', 'routes/proxy.renew'],
]

// Before anything is loaded: React and the router choose their development builds otherwise.
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

const app = new Hono()
for (const [url, id] of HOT_ROUTES) {
  const action = build.routes[id]?.module.action
  if (!action) throw new Error(`The built app has no action at ${id}.`)
  app.all(url, async (c) => (await action({ request: c.req.raw, params: {}, context: {} })) as Response)
}
const root = path.relative(process.cwd(), path.join(here, 'client'))
const keep = (value: string) => (_: string, c: { header: (name: string, value: string) => void }) =>
  c.header('cache-control', value)
app.use('/assets/*', serveStatic({ root, onFound: keep('public, max-age=31536000, immutable') }))
app.use('*', serveStatic({ root, onFound: keep('public, max-age=3600') }))
const handle = createRequestHandler(build, 'production')
app.all('*', (c) => handle(c.req.raw))

const port = Number(process.env.PORT || 3000)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT is "${process.env.PORT}", which is no port number. Set it to a number from 0 to 65535.`)
  process.exit(1)
}
const hostname = process.env.HOST || '127.0.0.1'
const server = serve({ fetch: app.fetch, port, hostname }, () => {
  const { version } = JSON.parse(readFileSync(path.join(here, '../package.json'), 'utf8')) as {
    version: string
  }
  const took = Math.round(performance.now() - startedAt)
  console.log(`palisade ${version} listens on http://${hostname}:${port} (ready in ${took} ms)`)
})
server.on('error', (error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE'
  console.error(isTaken ? `Port ${port} is in use. Set PORT to another one.` : error.message)
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())

/** Finish what is running, at most three seconds, then give up the database. */
async function stop(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const late = new Promise((resolve) => setTimeout(resolve, 3000))
  await Promise.race([closed, late])
  const { closeApp } = build.entry.module as { closeApp?: () => Promise<void> }
  await closeApp?.()
  process.exit(0)
}

function reportAndExit(error: unknown): never {
  const known = error as { code?: string; message?: string; hint?: string }
  const isOurs = typeof known.code === 'string' && known.code.startsWith('ERR_') && known.hint !== undefined
  console.error(isOurs ? `${known.message} ${known.hint}` : error)
  process.exit(1)
}
