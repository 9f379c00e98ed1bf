import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../scripts/buildApp.ts'
import { startPostgres } from './standin/postgres/startPostgres.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { startCollector } from './traces/startCollector.ts'

/*
 * The built server, as an operator sees it: its log, its probes, its metrics and its traces.
 */
const SECRET = 'a secret of this test'
const TOKEN = 'the token of this test'
const WALLET = `0x${'ab'.repeat(20)}`

type Started = {
  readonly origin: string
  readonly lines: () => Record<string, unknown>[]
  readonly signal: (name: NodeJS.Signals) => void
  readonly exited: Promise<number | null>
}

async function start(env: Record<string, string> = {}): Promise<Started> {
  await buildApp()
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-watch-'))
  const port = await findFreePort('127.0.0.1')
  const child = spawn(process.execPath, ['build/server.js'], {
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), DATA_DIR: dataDir },
      SHOPIFY_APP_URL: 'https://palisade.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: SECRET,
      PALISADE_SECRET: '0123456789abcdef0123456789abcdef',
      METRICS_TOKEN: TOKEN,
      LOG_LEVEL: 'debug',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
    await rm(dataDir, { recursive: true, force: true })
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk
      if (output.includes('listens on')) resolve()
    })
    child.once('exit', () => reject(new Error(output)))
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    lines: () =>
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    signal: (name) => void child.kill(name),
    exited,
  }
}

function composeProxyPath(): string {
  const pairs = ['logged_in_customer_id=', 'path_prefix=/apps/palisade', 'shop=harbor.myshopify.com']
  pairs.push(`timestamp=${Math.floor(Date.now() / 1000)}`)
  const signature = createHmac('sha256', SECRET).update(pairs.join('')).digest('hex')
  return `/proxy/nonce?${pairs.join('&')}&signature=${signature}`
}

const askNonce = (origin: string, headers: Record<string, string> = {}) =>
  fetch(origin + composeProxyPath(), {
    method: 'POST',
    headers,
    body: JSON.stringify({ chain: 'ethereum', walletAddress: WALLET }),
  })

test('behavior: every line of the log is JSON, and a request’s has its id, route, shop, status, time and code', async () => {
  const { origin, lines } = await start()
  const answer = await askNonce(origin, { 'x-request-id': 'from-a-proxy-1' })
  expect(answer.headers.get('x-request-id')).toBe('from-a-proxy-1')
  await expect
    .poll(() => lines().find(({ requestId }) => requestId === 'from-a-proxy-1'))
    .toMatchObject({
      ...{ severity: 'info', route: '/proxy/nonce', method: 'POST', shop: 'harbor.myshopify.com' },
      ...{ status: 404, code: 'ERR_SHOP_NOT_FOUND', ms: expect.any(Number), time: expect.any(String) },
    })
  // An id that could forge or flood the log is replaced.
  for (const bad of ['short', 'x'.repeat(65), 'an id with spaces', '{"a":1}########'])
    expect((await askNonce(origin, { 'x-request-id': bad })).headers.get('x-request-id')).toMatch(
      /^[0-9a-f-]{36}$/,
    )
  expect((await fetch(`${origin}/nothing/${WALLET}?token=${SECRET}`)).status).toBe(404)
  await expect.poll(() => JSON.stringify(lines())).toContain('GET /* 404')
  const written = JSON.stringify(lines())
  expect(written).not.toContain(WALLET)
  expect(written).not.toContain(SECRET)
  expect(written).not.toContain('signature=')
})

test('behavior: probes need no token and have no limit, and metrics count requests by route', async () => {
  const { origin } = await start({ RATE_LIMIT_FACTOR: '0.1' })
  for (let i = 0; i < 300; i++) expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  const ready = await fetch(`${origin}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', checks: { database: 'ok', chains: 'ok', clock: 'unknown' } },
  ])
  await askNonce(origin)
  const metrics = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  const text = await metrics.text()
  expect(text).toContain('palisade_http_requests_total{route="/healthz",method="GET",status="2xx"} 300')
  expect(text).toContain('palisade_http_requests_total{route="/proxy/nonce",method="POST",status="4xx"} 1')
  expect(text).toContain('palisade_database_up 1')
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
  expect(text).not.toContain('harbor')
})

test('refuses: to be ready without an endpoint that answers', async () => {
  const { origin } = await start({ RPC_URL_ETHEREUM: 'http://127.0.0.1:1' })
  const ready = await fetch(`${origin}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', checks: { database: 'ok', chains: 'failing', clock: 'unknown' } },
  ])
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
})

test('behavior: SIGTERM makes the server unready first, then it stops', async () => {
  const { origin, signal, exited, lines } = await start({ DRAIN_SECONDS: '1.5' })
  const startedAt = performance.now()
  signal('SIGTERM')
  await expect.poll(async () => (await fetch(`${origin}/readyz`)).status).toBe(503)
  // Meanwhile it serves on, and asks each client to connect anew.
  const answer = await fetch(`${origin}/healthz`)
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
  expect((await askNonce(origin)).status).toBe(404)
  expect(await exited).toBe(0)
  const took = performance.now() - startedAt
  expect(took).toBeGreaterThan(1_400)
  expect(took).toBeLessThan(20_000)
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow()
  expect(lines().some(({ msg }) => String(msg).includes('This server stops'))).toBe(true)
})

test('behavior: a connection that a proxy keeps is answered after the drain, and not cut off', async () => {
  const { origin, signal, exited } = await start({ DRAIN_SECONDS: '0.2' })
  const port = Number(new URL(origin).port)
  const kept = connect(port, '127.0.0.1')
  onTestFinished(() => void kept.destroy())
  let answers = ''
  kept.on('data', (chunk) => {
    answers += chunk
  })
  const ask = () => kept.write('GET /healthz HTTP/1.1\r\nhost: palisade.example\r\n\r\n')
  ask()
  await expect.poll(() => answers).toContain('{"status":"alive"}')
  expect(answers.toLowerCase()).toContain('connection: keep-alive')
  signal('SIGTERM')
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const other = connect(port, '127.0.0.1')
      other.once('connect', () => resolve(true)).once('error', () => resolve(false))
      onTestFinished(() => void other.destroy())
    })
  await expect.poll(isOpen).toBe(false)
  answers = ''
  ask()
  await expect.poll(() => answers).toContain('{"status":"alive"}')
  expect(answers.toLowerCase()).toContain('connection: close')
  expect(await exited).toBe(0)
})

test('behavior: with a collector, a request is a span of its caller’s trace, and its statements are below it', async () => {
  const collector = await startCollector()
  const postgres = await startPostgres()
  onTestFinished(() => postgres.close())
  const { origin, signal, exited } = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    DATABASE_URL: postgres.url,
    DRAIN_SECONDS: '0',
  })
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  await askNonce(origin, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
  signal('SIGTERM')
  expect(await exited).toBe(0)
  const [request, ...others] = collector.spans.filter(
    ({ kind, name }) => kind === 2 && name.includes('/proxy/nonce'),
  )
  expect(others).toEqual([])
  expect(request).toMatchObject({ name: 'POST /proxy/nonce', traceId, parentSpanId: '00f067aa0ba902b7' })
  const statements = collector.spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId)
  expect(statements.map(({ name }) => name)).toContain('pg load_shop')
  expect(statements.every((one) => one.traceId === traceId && one.kind === 3)).toBe(true)
  const written = JSON.stringify(collector.spans)
  expect(written).toContain('SELECT')
  expect(written).not.toContain('harbor.myshopify.com')
  expect(written).not.toContain(WALLET)
})
