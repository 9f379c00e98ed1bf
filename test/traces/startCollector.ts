import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Value = { readonly stringValue?: string; readonly intValue?: number | string }

/** A span as it is sent. `kind`: 1 internal, 2 server, 3 client. `status.code`: 2 for a failure. */
export type SentSpan = {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { readonly key: string; readonly value: Value }[]
  readonly status: { readonly code?: number }
}

/** Start a collector that takes OTLP as JSON over HTTP, and keeps the spans. */
export async function startCollector(): Promise<{ url: string; spans: SentSpan[] }> {
  const spans: SentSpan[] = []
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const isTraces =
        incoming.url === '/v1/traces' && incoming.headers['content-type'] === 'application/json'
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[]
      }
      if (isTraces)
        for (const { scopeSpans } of body.resourceSpans)
          for (const one of scopeSpans) spans.push(...one.spans)
      outgoing.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans }
}
