import { chains } from '../../core/chain/chains.ts'
import { findChain } from '../../core/chain/findChain.ts'
import type { SourceReport } from '../../core/chain/types.ts'
import type { SourceView } from './views.ts'

const METHODS = {
  deployless: 'One call without a contract',
  multicall3: 'One call to the Multicall3 contract',
} as const satisfies Record<NonNullable<SourceReport['ability']>, string>

/** Format the endpoints of all chains, in the order in which people see chains. */
export function formatSources(sources: readonly SourceReport[]): SourceView[] {
  const order = new Map<string, number>(chains.map(({ slug }, i) => [slug, i]))
  return [...sources]
    .sort((a, b) => (order.get(a.chain) ?? 0) - (order.get(b.chain) ?? 0))
    .map((source) => ({
      name: source.name,
      chain: findChain(source.chain)?.name ?? source.chain,
      host: source.host,
      state: source.state,
      requests: formatRequests(source),
      latency: formatLatency(source),
      method: formatMethod(source),
      head: source.head === null ? '–' : formatNumber(source.head),
    }))
}

function formatRequests({ requests, failures }: SourceReport): string {
  if (requests === 0) return 'None'
  return failures === 0
    ? formatNumber(requests)
    : `${formatNumber(requests)}, ${formatNumber(failures)} failed`
}

function formatLatency({ p50Ms, p95Ms }: SourceReport): string {
  if (p50Ms === null || p95Ms === null) return '–'
  return `${formatNumber(Math.round(p50Ms))} ms, slowest 5% above ${formatNumber(Math.round(p95Ms))} ms`
}

function formatMethod({ chain, ability }: SourceReport): string {
  if (findChain(chain)?.family !== 'evm') return 'The wallet’s accounts'
  return ability === null ? 'Not tested yet' : METHODS[ability]
}

function formatNumber(value: number | bigint): string {
  return new Intl.NumberFormat('en').format(value)
}
