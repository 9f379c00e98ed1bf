import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { TracesPort } from '../ports/traces.ts'

/** A collector that does not answer must not delay the end of the server. */
const CLOSE_MS = 3_000

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const

/**
 * Make traces that are sent to the collector which OTEL_EXPORTER_OTLP_ENDPOINT names, as JSON over HTTP.
 *
 * The libraries' own instrumentations change modules while these load, which a bundle does not do. So the adapters
 * report what has ended, and a span is made with its earlier start. The request of the work is known by
 * AsyncLocalStorage.
 */
export function createTraces(): TracesPort {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'palisade' }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
  const tracer = provider.getTracer('palisade')
  const propagator = new W3CTraceContextPropagator()
  const running = new AsyncLocalStorage<Context>()
  const extract = (traceparent: string | undefined): Context =>
    traceparent === undefined
      ? ROOT_CONTEXT
      : propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter)
  return {
    isOn: true,
    runSpan: async ({ name, kind, traceparent, attributes, read }, run) => {
      const parent = extract(traceparent)
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, parent)
      try {
        const result = await running.run(trace.setSpan(parent, span), run)
        const told = read?.(result)
        if (told) span.setAttributes(told.attributes)
        finishSpan(span, told?.isFailed ?? false)
        return result
      } catch (error) {
        finishSpan(span, true)
        throw error
      }
    },
    add: ({ name, kind, ms, isFailed, attributes }) => {
      const parent = running.getStore()
      // Work of no request or job, such as a probe of an endpoint, would be a trace of one span.
      if (parent === undefined) return
      const now = Date.now()
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes, startTime: now - ms }, parent)
      finishSpan(span, isFailed, now)
    },
    close: () => closeProvider(provider),
  }
}

/** Send what is left, three seconds at most. What no collector takes is lost. Never throws. */
async function closeProvider(provider: TracerProvider): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS)
  })
  await Promise.race([provider.shutdown().catch(() => undefined), late])
  clearTimeout(timer)
}

/** End a span. A failure has no message: messages may quote wallets. */
function finishSpan(span: Span, isFailed: boolean, at?: number): void {
  if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(at)
}
