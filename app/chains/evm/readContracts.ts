import type { Rpc } from '../rpc/types.ts'
import { type ComposeEthCallParameters, composeEthCall } from './multicall/composeEthCall.ts'
import type { Answers } from './multicall/decodeAnswers.ts'

export type ReadContractsParameters = ComposeEthCallParameters & {
  readonly rpc: Rpc
  /** For all endpoints together. */
  readonly timeoutMs: number
}

/**
 * Perform many calls at one block in one request.
 * @throws {UpstreamError} ERR_CHAIN_READ when the node fails, answers nonsense, or is of another chain.
 */
export async function readContracts({ rpc, timeoutMs, ...call }: ReadContractsParameters): Promise<Answers> {
  return rpc({ chain: call.chain, timeoutMs, ...composeEthCall(call) })
}
