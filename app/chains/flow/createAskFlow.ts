import { flowChain } from '../../core/chain/chains.ts'
import type { Endpoints } from '../rpc/createEndpoints.ts'
import { createRace } from '../rpc/createRace.ts'
import type { ComposedRequest } from '../rpc/types.ts'
import { checkFlowEndpoint } from './checkFlowEndpoint.ts'

type Warn = (sentence: string) => void
/** Asks an Access API of Flow's main network, and the next one if an answer is null. @throws {UpstreamError} ERR_CHAIN_READ */
export type AskFlow = <T>(request: ComposedRequest<T>) => Promise<T>

/** For all endpoints together. */
const WHOLE_MS = 10_000

/**
 * Make the function that asks Flow. Most answers do not say which network they are of, and an account of one is none of
 * another, so only endpoints are asked that a probe found on the main network. The first request waits for that probe.
 */
export function createAskFlow({
  endpoints,
  warn,
}: {
  endpoints: Endpoints
  warn?: Warn | undefined
}): AskFlow {
  const of: Endpoints['of'] = (chain) => endpoints.of(chain).filter((endpoint) => endpoint.isJudged())
  const race = createRace({ endpoints: { ...endpoints, of }, warn })
  return async (request) => {
    const unjudged = endpoints.of(flowChain.slug).filter((endpoint) => !endpoint.isJudged())
    const probe = unjudged.map((endpoint) => checkFlowEndpoint({ endpoint, endpoints, warn }))
    await Promise.allSettled(probe)
    return race({
      request: { chain: flowChain.slug, timeoutMs: WHOLE_MS },
      compose: () => request,
      isWhole: (answer) => answer !== null,
    })
  }
}
