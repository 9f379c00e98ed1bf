import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from './standin/postgres/startPostgres.ts'
import { askNonce, SECRET, startBuilt, TOKEN, WALLET } from './startBuilt.ts'
import { startCollector } from './traces/startCollector.ts'

/*
 * The built server, as an operator sees it: its log, its probes, its metrics and its traces.
 */
test('behavior: every line of the log is JSON, and a request’s has its id, route, shop, status, time and code', async () => {
  const { origin, lines } = await startBuilt()
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
  const { origin, lines } = await startBuilt({ RATE_LIMIT_FACTOR: '0.1' })
  expect(lines().map(({ msg }) => msg)).toContain(
    'chains: no RPC_URL_<CHAIN> is set, so no gate opens. Set one, and start again.',
  )
  for (let i = 0; i < 300; i++) expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  const ready = await fetch(`${origin}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', checks: { database: 'ok', chains: 'unknown', clock: 'unknown', load: 'ok' } },
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
  const { origin } = await startBuilt({ RPC_URL_ETHEREUM: 'http://127.0.0.1:1' })
  const ready = await fetch(`${origin}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', checks: { database: 'ok', chains: 'failing', clock: 'unknown', load: 'ok' } },
  ])
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
})

test('behavior: with a collector, a request is a span of its caller’s trace, and its statements are below it', async () => {
  const collector = await startCollector()
  const postgres = await startPostgres()
  onTestFinished(() => postgres.close())
  const { origin, signal, exited } = await startBuilt({
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
