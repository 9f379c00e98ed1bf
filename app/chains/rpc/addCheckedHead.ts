import type { Endpoint } from './createEndpoint.ts'
import type { Endpoints } from './createEndpoints.ts'
import { EndpointError } from './endpointError.ts'

type HeadParameters = { readonly endpoint: Endpoint; readonly endpoints: Endpoints; readonly block: bigint }

/**
 * Record the block that an endpoint reports as the latest, unless it is far behind.
 * @throws {EndpointError} lags
 */
export function addCheckedHead({ endpoint, endpoints, block }: HeadParameters): void {
  endpoint.heads.report(block)
  if (isLate({ endpoint, endpoints, block }))
    throw new EndpointError('lags', 'it is far behind a block that was seen before')
  endpoint.heads.add(block)
}

/**
 * Whether a later block was reported at least 30 seconds ago: once by the endpoint itself or by a second opinion, or as
 * two different blocks by other endpoints of the chain.
 *
 * A chain that is really ahead moves on and gives a second block. An endpoint that invents rising blocks does too, so
 * endpoints whose blocks rise without being ahead outvote it. With two endpoints nobody can tell which of them is
 * wrong: the one behind is late. An endpoint that is stuck has no vote.
 */
function isLate({ endpoint, endpoints, block }: HeadParameters): boolean {
  const { chain } = endpoint
  const witnesses = endpoints.witnesses?.of(chain) ?? []
  if ([endpoint, ...witnesses].some((one) => one.heads.laterThan(block).length > 0)) return true
  const others = endpoints.of(chain).filter((one) => one !== endpoint)
  const ahead = others.filter((one) => one.heads.laterThan(block).length > 0)
  const even = others.filter((one) => !ahead.includes(one) && one.heads.isRising())
  const later = new Set(ahead.flatMap((one) => one.heads.laterThan(block)))
  return later.size > 1 && ahead.length > even.length
}
