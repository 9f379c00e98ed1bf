import type { Endpoint } from '../rpc/createEndpoint.ts'
import type { Endpoints } from '../rpc/createEndpoints.ts'
import { sendOneCall } from '../rpc/sendOneCall.ts'
import { mainnetGenesis } from './programs.ts'

export type CheckSolanaEndpointParameters = {
  readonly endpoint: Endpoint
  /** The endpoints that `endpoint` belongs to. */
  readonly endpoints: Endpoints
  /** Receives what is wrong with the endpoint, without its URL. */
  readonly warn?: (sentence: string) => void
}

/** Shape of a genesis hash. An asset index may not know its own. */
const hash = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/

/**
 * Probe whether a Solana endpoint, a node or an index, is of the main network. Never runs during a check.
 *
 * An endpoint of another network is barred until a probe finds it on the main one. One that does not say keeps its
 * state.
 * @throws {EndpointError} when it does not answer.
 */
export async function checkSolanaEndpoint(parameters: CheckSolanaEndpointParameters): Promise<void> {
  const { endpoint, endpoints, warn } = parameters
  const genesis = await sendOneCall({
    endpoint,
    endpoints,
    method: 'getGenesisHash',
    params: [],
    read: (envelope) => (envelope.kind === 'result' ? envelope.result : null),
  })
  if (typeof genesis !== 'string' || !hash.test(genesis)) return
  const isForeign = genesis !== mainnetGenesis
  endpoint.judge({ isForeign })
  if (isForeign) warn?.(`${endpoint.title} does not serve Solana mainnet. This server does not use it.`)
}
