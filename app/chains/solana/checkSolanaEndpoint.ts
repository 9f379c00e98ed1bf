import type { Endpoint } from '../rpc/createEndpoint.ts'
import type { Endpoints } from '../rpc/createEndpoints.ts'
import { EndpointError } from '../rpc/endpointError.ts'
import { sendOneCall } from '../rpc/sendToEndpoint.ts'
import type { Answering, Rpc, RpcCall } from '../rpc/types.ts'
import { mainnetGenesis, solana } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

type CheckSolanaEndpointParameters = {
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

/**
 * Ask a node for its latest confirmed slot.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readLatestSlot({
  rpc,
  deadline,
}: {
  rpc: Rpc
  /** By `performance.now()`. */
  deadline: number
}): Promise<bigint> {
  const [genesis, slot] = await rpc<bigint | null>({
    chain: solana,
    calls: [
      askGenesis,
      {
        method: 'getSlot',
        params: [{ commitment: 'confirmed' }],
        parse: (result, from?: Answering) => {
          if (typeof result !== 'number' || !Number.isSafeInteger(result) || result < 0)
            throw new Error('the answer has no slot')
          const slot = BigInt(result)
          from?.addHead(slot)
          return slot
        },
      },
    ],
    timeoutMs: deadline - performance.now(),
  })
  if (genesis?.kind !== 'answer') throw unreadableChain(genesis?.reason)
  if (slot?.kind !== 'answer' || slot.value === null) throw unreadableChain('the answer has no slot')
  return slot.value
}

/** First call of every batch. It refuses a node of another network, as any of several nodes may answer the batch. */
export const askGenesis: RpcCall<null> = {
  method: 'getGenesisHash',
  params: [],
  parse: (result) => {
    if (result !== mainnetGenesis) throw new EndpointError('wrong-chain', 'the node serves another chain')
    return null
  },
}
