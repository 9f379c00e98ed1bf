import type { ChainSlug, EndpointReport } from '../../core/chain/types.ts'
import { createEndpoint, type Endpoint } from './createEndpoint.ts'
import type { CountRequest } from './createRpcMetrics.ts'
import type { EndpointUrls } from './readEndpoints.ts'

/** Use of the endpoints: every check, second opinions, or assets that only a DAS index has. */
export type EndpointRole = 'first' | 'second' | 'das'

export type CreateEndpointsParameters = {
  readonly endpointUrls: EndpointUrls
  readonly role?: EndpointRole
  /** Second opinions. A single report of one of them proves that an endpoint lags. */
  readonly witnesses?: Endpoints
  /** Milliseconds since an arbitrary moment. */
  readonly clock?: () => number
  readonly count?: CountRequest
}

/** The endpoints of each chain, in the order they were configured. */
export type Endpoints = {
  readonly of: (chain: ChainSlug) => readonly Endpoint[]
  readonly list: () => readonly Endpoint[]
  readonly witnesses: Endpoints | null
  readonly clock: () => number
  /** For display, grouped by chain. */
  readonly report: () => EndpointReport[]
}

/** Make the endpoints of the configured URLs. Clients that share the endpoints share their health. */
export function createEndpoints(parameters: CreateEndpointsParameters): Endpoints {
  const {
    endpointUrls,
    role = 'first',
    witnesses = null,
    clock = () => performance.now(),
    count,
  } = parameters
  const byChain = new Map(
    [...endpointUrls].map(([chain, urls]) => [
      chain,
      urls.map((url, i) =>
        createEndpoint({
          chain,
          ...formatEndpointName({ role, chain, number: i + 1, of: urls.length }),
          url: new URL(url),
          clock,
          count,
        }),
      ),
    ]),
  )
  const list = () => [...byChain.values()].flat()
  return {
    of: (chain) => byChain.get(chain) ?? [],
    list,
    witnesses,
    clock,
    report: () => list().map((endpoint) => endpoint.report()),
  }
}

function formatEndpointName({
  role,
  chain,
  number,
  of,
}: {
  role: EndpointRole
  chain: ChainSlug
  number: number
  of: number
}): { name: string; title: string } {
  switch (role) {
    case 'first':
      return { name: `${chain} ${number}`, title: `RPC endpoint ${number} of ${of} for ${chain}` }
    case 'second':
      return { name: `${chain} second opinion`, title: `Second opinion for ${chain}` }
    case 'das':
      return { name: `${chain} index ${number}`, title: `DAS endpoint ${number} of ${of} for ${chain}` }
  }
}
