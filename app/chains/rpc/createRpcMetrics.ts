import { Counter, Histogram, Registry } from 'prom-client'
import type { FailureReason } from './endpointError.ts'

/** Count one request to an endpoint, with its outcome and its duration in milliseconds. */
export type CountRequest = (request: {
  readonly chain: string
  readonly source: string
  readonly outcome: 'answered' | 'abandoned' | FailureReason
  readonly ms: number
}) => void

export type RpcMetrics = {
  readonly count: CountRequest
  readonly contentType: string
  /** In Prometheus' text format. */
  readonly read: () => Promise<string>
}

const labelNames = ['chain', 'source'] as const

/** Make counters of requests, failures by reason, and latency, per chain and endpoint. */
export function createRpcMetrics({ registry = new Registry() }: { registry?: Registry } = {}): RpcMetrics {
  const registers = [registry]
  const requests = new Counter({
    name: 'palisade_rpc_requests_total',
    help: 'Requests sent to a source.',
    labelNames,
    registers,
  })
  const failures = new Counter({
    name: 'palisade_rpc_failures_total',
    help: 'Requests that failed at a source, by reason.',
    labelNames: [...labelNames, 'reason'],
    registers,
  })
  const abandoned = new Counter({
    name: 'palisade_rpc_abandoned_total',
    help: 'Requests dropped because another source was faster.',
    labelNames,
    registers,
  })
  const seconds = new Histogram({
    name: 'palisade_rpc_seconds',
    help: 'Duration of successful requests, in seconds.',
    labelNames,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4],
    registers,
  })
  return {
    count: ({ chain, source, outcome, ms }) => {
      requests.inc({ chain, source })
      if (outcome === 'answered') seconds.observe({ chain, source }, ms / 1_000)
      else if (outcome === 'abandoned') abandoned.inc({ chain, source })
      else failures.inc({ chain, source, reason: outcome })
    },
    contentType: registry.contentType,
    read: () => registry.metrics(),
  }
}
