import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openTraces } from '../../app/traces/openTraces.ts'
import { type SentSpan, startCollector } from './startCollector.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const work = { name: 'pg load_shop', kind: 'client', ms: 5, isFailed: false, attributes: {} } as const

/** Open traces that go to a collector of this test. `read` sends all, and returns what arrived by name. */
async function open() {
  const { url, spans } = await startCollector()
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', url)
  onTestFinished(() => void vi.unstubAllEnvs())
  const traces = await openTraces({ endpoint: url })
  const read = async () => {
    await traces.close()
    return new Map(spans.map((span) => [span.name, span]))
  }
  return { traces, read }
}

/** The URL of a server that this starts; without one, a URL at which nothing listens. */
async function listen(server: Server = createServer()): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  if (server.listenerCount('request') > 0) onTestFinished(close)
  else close()
  return `http://127.0.0.1:${port}`
}

const attributeOf = (span: SentSpan | undefined, key: string) =>
  span?.attributes.find((one) => one.key === key)?.value

describe('openTraces', () => {
  test('default: without a collector, only the work runs', async () => {
    const traces = await openTraces({ endpoint: undefined })
    traces.add(work)
    expect(traces.isOn).toBe(false)
    expect(await traces.runSpan({ name: 'a', kind: 'server', attributes: {} }, async () => 7)).toBe(7)
    await traces.close()
  })

  test.each([
    ['refuses connections', () => undefined],
    ['accepts connections and never answers', () => createServer(() => undefined)],
  ])('behavior: the server ends soon though the collector %s', { timeout: 8_000 }, async (_, create) => {
    const url = await listen(create())
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', url)
    onTestFinished(() => void vi.unstubAllEnvs())
    const traces = await openTraces({ endpoint: url })
    await traces.runSpan({ name: 'a', kind: 'server', attributes: {} }, async () => 7)
    // The exporter itself gives up after ten seconds, and then throws: later than this test may take.
    await expect(traces.close()).resolves.toBeUndefined()
  })

  test('behavior: a request continues its caller’s trace, and what ends meanwhile is below it', async () => {
    const { traces, read } = await open()
    const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`
    const answer = (status: number) => async () => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      traces.add(work)
      return status
    }
    const describeStatus = (status: number) => ({
      isFailed: status >= 500,
      attributes: { 'http.response.status_code': status },
    })
    // Two at once: each has its own statement.
    await Promise.all([
      traces.runSpan(
        {
          name: 'POST /one',
          kind: 'server',
          traceparent,
          attributes: { 'http.route': '/one' },
          read: describeStatus,
        },
        answer(200),
      ),
      traces.runSpan(
        { name: 'POST /other', kind: 'server', attributes: {}, read: describeStatus },
        answer(503),
      ),
    ])
    traces.add({ ...work, name: 'outside of any request' })
    const spans = await read()
    const one = spans.get('POST /one')
    expect(one).toMatchObject({ kind: 2, traceId: TRACE, parentSpanId: '00f067aa0ba902b7' })
    expect(attributeOf(one, 'http.route')).toEqual({ stringValue: '/one' })
    expect(Number(attributeOf(one, 'http.response.status_code')?.intValue)).toBe(200)
    const other = spans.get('POST /other')
    expect(other?.status.code).toBe(2)
    expect(other?.traceId).not.toBe(TRACE)
    expect([...spans.keys()].sort()).toEqual(['POST /one', 'POST /other', 'pg load_shop'])
  })

  test('behavior: ended work is a span of its request, with its earlier start', async () => {
    const { traces, read } = await open()
    await traces.runSpan({ name: 'job order', kind: 'internal', attributes: {} }, async () => {
      traces.add({ ...work, ms: 40, isFailed: true })
    })
    const spans = await read()
    const statement = spans.get('pg load_shop')
    expect(statement).toMatchObject({
      kind: 3,
      parentSpanId: spans.get('job order')?.spanId,
      status: { code: 2 },
    })
    const [startedAt, endedAt] = [statement?.startTimeUnixNano, statement?.endTimeUnixNano].map(Number)
    expect(((endedAt ?? 0) - (startedAt ?? 0)) / 1e6).toBeCloseTo(40, 0)
  })

  test.each([
    '',
    '00-short-00f067aa0ba902b7-01',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    'x'.repeat(2_000),
  ])('refuses: the malformed traceparent "%s", for a trace of its own', async (traceparent) => {
    const { traces, read } = await open()
    await traces.runSpan({ name: 'GET /', kind: 'server', traceparent, attributes: {} }, async () => null)
    const span = (await read()).get('GET /')
    expect(span?.traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/)
    expect(span?.parentSpanId ?? '').toBe('')
  })

  test('behavior: an error ends the span as a failure without its message, and is passed on', async () => {
    const { traces, read } = await open()
    const failing = traces.runSpan({ name: 'job hold', kind: 'internal', attributes: {} }, async () => {
      throw new Error('password is hunter2')
    })
    await expect(failing).rejects.toThrow('hunter2')
    const span = (await read()).get('job hold')
    expect(span?.status.code).toBe(2)
    expect(JSON.stringify(span)).not.toContain('hunter2')
  })
})
