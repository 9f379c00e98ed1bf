import { findChain } from '../../core/chain/findChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/createRpc.ts'
import { type Answers, decodeAnswers } from './multicall/decodeAnswers.ts'
import { encodeCalls, type InnerCall } from './multicall/encodeCalls.ts'

export type CallContractsParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly calls: readonly InnerCall[]
  /** Gas for everything; the node's own limit if absent. */
  readonly gas?: number
  /** The block to call at; the latest if absent. */
  readonly block?: bigint
  /** For all endpoints together. */
  readonly timeoutMs: number
}

/**
 * Perform many calls at one block in one request.
 * @throws {UpstreamError} ERR_CHAIN_READ when the node fails, answers nonsense, or is of another chain.
 */
export async function callContracts(parameters: CallContractsParameters): Promise<Answers> {
  const { rpc, chain, calls, gas, block, timeoutMs } = parameters
  const transaction = {
    data: encodeCalls(calls),
    ...(gas === undefined ? {} : { gas: `0x${gas.toString(16)}` }),
  }
  const limits = calls.map((call) => call.limit)
  const chainId = BigInt(findChain(chain)?.id ?? 0)
  return rpc({
    chain,
    method: 'eth_call',
    params: [transaction, block === undefined ? 'latest' : `0x${block.toString(16)}`],
    timeoutMs,
    parse: (result) => {
      const answers = typeof result === 'string' ? decodeAnswers({ data: result, limits }) : null
      if (!answers) throw new Error('the result makes no sense')
      if (answers.chainId !== chainId) throw new Error(`the node is of chain ${answers.chainId}`)
      if (block !== undefined && answers.block !== block)
        throw new Error('the node answered for another block')
      return answers
    },
  })
}
