import type { ChainSlug, SourceReport } from '../../core/chain/types.ts'
import type { CountRequest } from './createRpcMetrics.ts'
import { createSource, type Source } from './createSource.ts'
import type { Endpoints } from './readEndpoints.ts'

/** Use of the sources: every check, second opinions, or assets that only a DAS index has. */
export type SourceRole = 'first' | 'second' | 'das'

export type CreateSourcesParameters = {
  readonly endpoints: Endpoints
  readonly role?: SourceRole
  /** Second opinions. A single report of one of them proves that a source lags. */
  readonly witnesses?: Sources
  /** Milliseconds since an arbitrary moment. */
  readonly clock?: () => number
  readonly count?: CountRequest
}

/** The sources of each chain, in the order they were configured. */
export type Sources = {
  readonly of: (chain: ChainSlug) => readonly Source[]
  readonly list: () => readonly Source[]
  readonly witnesses: Sources | null
  readonly clock: () => number
  /** For display, grouped by chain. */
  readonly report: () => SourceReport[]
}

/** Make the sources of the configured endpoints. Clients that share the sources share their health. */
export function createSources(parameters: CreateSourcesParameters): Sources {
  const { endpoints, role = 'first', witnesses = null, clock = () => performance.now(), count } = parameters
  const byChain = new Map(
    [...endpoints].map(([chain, urls]) => [
      chain,
      urls.map((url, i) =>
        createSource({
          chain,
          ...nameSource({ role, chain, number: i + 1, of: urls.length }),
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
    report: () => list().map((source) => source.report()),
  }
}

function nameSource({
  role,
  chain,
  number,
  of,
}: {
  role: SourceRole
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
