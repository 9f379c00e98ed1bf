import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { WatchedRequest } from '../../app/watchRequests.server.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, openWallet, signLogin } from './signLogin.ts'

/*
 * What the log and the metrics tell about requests, and what they never tell.
 */
const TOKEN = 'the token of this test'
const ROUTES = {
  root: { id: 'root', path: '' },
  'routes/_index': { id: 'routes/_index', parentId: 'root', index: true },
  'routes/app': { id: 'routes/app', parentId: 'root', path: 'app' },
  'routes/app.gates.$number': {
    id: 'routes/app.gates.$number',
    parentId: 'routes/app',
    path: 'gates/:number',
  },
  'routes/$': { id: 'routes/$', parentId: 'root', path: '*' },
}

let api: OpenedApi
let site: ApiProject
let written = ''
let watch: (request: WatchedRequest, answer: () => Promise<Response>) => Promise<Response>
const owl = openWallet('owl')
beforeAll(async () => {
  for (const [name, value] of Object.entries({
    LOG_LEVEL: 'debug',
    LOG_FORMAT: 'json',
    METRICS_TOKEN: TOKEN,
  }))
    vi.stubEnv(name, value)
  api = await openApi()
  site = await api.makeProject()
  const { createWatch } = await import('../../app/watchRequests.server.ts')
  watch = createWatch({ routes: ROUTES })
  const write = process.stdout.write.bind(process.stdout)
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk: string | Uint8Array) => {
    if (!String(chunk).startsWith('{')) return write(chunk)
    written += chunk
    return true
  })
})
afterAll(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await api?.close()
})

const lines = () =>
  written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Send a request of the API as the server does: watched, under its route's pattern. */
async function send(
  path: string,
  body: object | null,
  headers: Record<string, string> = {},
): Promise<Response> {
  const url = `https://palisade.example${path}`
  const method = body === null ? 'GET' : 'POST'
  const request = new Request(url, { method, headers, body: body && JSON.stringify(body) })
  const requestId = crypto.randomUUID()
  return watch({ method, url, route: path, requestId, traceparent: undefined }, () => api.fetch(request))
}

const readMetrics = async () => (await send('/metrics', null, { authorization: `Bearer ${TOKEN}` })).text()

describe('watched requests', () => {
  test('behavior: the log of logins has no wallet, signature, key or token', async () => {
    const body = await signLogin({
      api,
      key: site.publishableKey,
      wallet: owl,
      chain: 'ethereum',
      chainId: 1,
    })
    const headers = basic(site.publishableKey)
    const good = await send('/api/v1/auth', body, headers)
    expect(good.status).toBe(200)
    const { accessToken } = (await good.json()) as { accessToken: string }
    expect((await send('/api/v1/auth', body, headers)).status).toBe(401)
    expect((await send('/api/v1/auth', body, basic('pk_0123456789abcdef'))).status).toBe(401)
    const told = lines().filter(({ route }) => route === '/api/v1/auth')
    expect(told.map(({ severity, status, code }) => [severity, status, code])).toEqual([
      ['debug', 200, undefined],
      ['info', 401, 'ERR_NONCE_UNKNOWN'],
      ['info', 401, 'ERR_KEY_UNKNOWN'],
    ])
    expect(told.every(({ requestId, ms }) => typeof requestId === 'string' && typeof ms === 'number')).toBe(
      true,
    )
    const secrets = [owl.address, body.signature, site.publishableKey, site.secretKey, accessToken, TOKEN]
    for (const secret of secrets) expect(written.toLowerCase()).not.toContain(secret.toLowerCase())
    const metrics = await readMetrics()
    expect(metrics).toContain('palisade_logins_total{door="api",outcome="ok"} 1')
    expect(metrics).toContain('palisade_logins_total{door="api",outcome="ERR_NONCE_UNKNOWN"} 1')
    for (const secret of secrets) expect(metrics.toLowerCase()).not.toContain(secret.toLowerCase())
  })

  test('behavior: thirty refusals of a flood are told in a minute, then their number', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const start = written.length
    const { createWatch } = await import('../../app/watchRequests.server.ts')
    const watchFlood = createWatch({ routes: ROUTES })
    const flood = { method: 'POST', url: 'https://palisade.example/y', route: '/y', traceparent: undefined }
    for (let i = 0; i < 42; i++)
      await watchFlood({ ...flood, requestId: `flood-${i}` }, async () => new Response(null, { status: 429 }))
    vi.advanceTimersByTime(60_000)
    const told = written
      .slice(start)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(told.filter(({ severity, requestId }) => severity === 'info' && requestId)).toHaveLength(30)
    expect(told.filter(({ severity }) => severity === 'debug')).toHaveLength(12)
    expect(told.at(-1)).toMatchObject({
      ...{ severity: 'info', route: '/y', status: 429 },
      msg: 'This server refused 12 more such requests within a minute. Metrics count them all.',
    })
  })

  test('behavior: a failed request is a warning with the id of its fault, and not its message', async () => {
    const { answerError } = await import('../../app/answerError.ts')
    const stderr = written.length
    await watch(
      {
        method: 'POST',
        url: 'https://palisade.example/x',
        route: '/x',
        requestId: 'failing-1',
        traceparent: undefined,
      },
      async () => answerError(new Error('password is hunter2')),
    )
    const [fault, request] = written
      .slice(stderr)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(fault).toMatchObject({
      severity: 'error',
      errorId: request?.errorId,
      fault: expect.stringContaining('at '),
    })
    expect(request).toMatchObject({
      severity: 'warn',
      requestId: 'failing-1',
      status: 500,
      code: 'ERR_INTERNAL',
    })
    expect(written).not.toContain('hunter2')
  })

  test.each([
    ['/', '/'],
    ['/app/gates/82', '/app/gates/:number'],
    ['/app/gates/82.data?_routes=x', '/app/gates/:number'],
    ['/wp-admin/0xsecret', '/*'],
    ['/assets/index-abc.js', '/assets/*'],
    ['/palisade.mjs', '/palisade.*'],
  ])('behavior: a page is named by its pattern: %s', async (path, route) => {
    const url = `https://palisade.example${path}`
    const request = { method: 'GET', url, route: null, requestId: 'page-1', traceparent: undefined }
    await watch(request, async () => new Response(null, { status: 404 }))
    expect(lines().at(-1)).toMatchObject({ route, msg: `GET ${route} 404` })
  })

  test('refuses: to be ready while no endpoint answers', async () => {
    const answer = await api.fetch(new Request('https://palisade.example/readyz'))
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'not ready', checks: { database: 'ok', chains: 'failing', clock: 'unknown', load: 'ok' } },
    ])
  })

  test('behavior: probes and scrapes are counted, and not logged', async () => {
    await send('/healthz', null)
    expect(await readMetrics()).toContain(
      'palisade_http_requests_total{route="/healthz",method="GET",status="2xx"} 1',
    )
    expect(lines().filter(({ route }) => route === '/healthz' || route === '/metrics')).toEqual([])
  })
})
