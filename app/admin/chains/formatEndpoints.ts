import { findChain } from '../../core/chain/findChain.ts'
import { listAllChains } from '../../core/chain/ownChains.ts'
import type { EndpointReport } from '../../core/chain/types.ts'
import type { EndpointView } from './views.ts'

const METHODS = {
  deployless: 'One call without a contract',
  multicall3: 'One call to the Multicall3 contract',
} as const satisfies Record<NonNullable<EndpointReport['ability']>, string>

/** Format the endpoints of all chains, in the order in which people see chains. */
export function formatEndpoints(endpoints: readonly EndpointReport[]): EndpointView[] {
  const order = new Map<string, number>(listAllChains().map(({ slug }, i) => [slug, i]))
  return [...endpoints]
    .sort((a, b) => (order.get(a.chain) ?? 0) - (order.get(b.chain) ?? 0))
    .map((endpoint) => ({
      name: endpoint.name,
      chain: findChain(endpoint.chain)?.name ?? endpoint.chain,
      host: endpoint.host,
      state: endpoint.state,
      requests: formatRequests(endpoint),
      latency: formatLatency(endpoint),
      method: formatMethod(endpoint),
      head: endpoint.head === null ? '–' : formatNumber(endpoint.head),
    }))
}

function formatRequests({ requests, failures }: EndpointReport): string {
  if (requests === 0) return 'None'
  return failures === 0
    ? formatNumber(requests)
    : `${formatNumber(requests)}, ${formatNumber(failures)} failed`
}

function formatLatency({ p50Ms, p95Ms }: EndpointReport): string {
  if (p50Ms === null || p95Ms === null) return '–'
  return `${formatNumber(Math.round(p50Ms))} ms, slowest 5% above ${formatNumber(Math.round(p95Ms))} ms`
}

function formatMethod({ chain, ability }: EndpointReport): string {
  const family = findChain(chain)?.family
  if (family === 'flow') return 'The account’s keys, and a script'
  if (family !== 'evm') return 'The wallet’s accounts'
  return ability === null ? 'Not tested yet' : METHODS[ability]
}

function formatNumber(value: number | bigint): string {
  return new Intl.NumberFormat('en').format(value)
}
