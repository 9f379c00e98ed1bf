import { findChain } from '../../../core/chain/findChain.ts'
import type { ChainSlug, EndpointAbility } from '../../../core/chain/types.ts'
import { EndpointError } from '../../rpc/endpointError.ts'
import type { Answering } from '../../rpc/types.ts'
import { composeAggregates } from '../multicall3/composeAggregates.ts'
import { type InnerCall, limitOf } from './calls.ts'
import { type Answers, decodeAnswers } from './decodeAnswers.ts'
import { encodeCalls } from './encodeCalls.ts'

export type ComposeEthCallParameters = {
  readonly chain: ChainSlug
  readonly calls: readonly InnerCall[]
  /** Gas for everything; the node's own limit if absent. */
  readonly gas?: number | undefined
  /** The block to call at; the latest if absent. */
  readonly block?: bigint | undefined
}
export type EthCall = {
  readonly method: 'eth_call'
  readonly params: readonly unknown[]
  readonly paramsJson: string
  readonly isPinned: boolean
  /** For endpoints that accept no call without `to`. */
  readonly encode: (ability: EndpointAbility) => readonly (readonly unknown[])[]
  /** Throws if the answer is invalid, of another chain or of another block. */
  readonly parse: (result: unknown, from?: Answering) => Answers
}

/**
 * Compose many calls as one `eth_call`, with the parser of its result.
 *
 * Our own code (`Reader.yul`) runs without being deployed. An endpoint that a probe found to refuse a call without `to`
 * gets the deployed Multicall3 instead (`encode`, in `../multicall3`).
 */
export function composeEthCall({ chain, calls, gas, block }: ComposeEthCallParameters): EthCall {
  const data = encodeCalls(calls)
  const transaction = { data, ...(gas === undefined ? {} : { gas: `0x${gas.toString(16)}` }) }
  const at = block === undefined ? 'latest' : `0x${block.toString(16)}`
  const limits = calls.map(limitOf)
  const chainId = BigInt(findChain(chain)?.id ?? 0)
  return {
    method: 'eth_call',
    params: [transaction, at],
    // The data is long hex: JSON.stringify would check each digit for escapes.
    paramsJson: JSON.stringify([{ ...transaction, data: '' }, at]).replace('""', () => `"${data}"`),
    isPinned: block !== undefined,
    encode: () => composeAggregates({ chain, calls, gas }).encode(at),
    parse: (result, from) => {
      const answers =
        from?.ability === 'multicall3'
          ? composeAggregates({ chain, calls, gas }).decode(result)
          : decodeAnswers({ data: typeof result === 'string' ? result : '', limits })
      if (!answers) throw new Error('the result is invalid')
      if (answers.chainId !== chainId)
        throw new EndpointError('wrong-chain', `the node serves chain ${answers.chainId}`)
      if (block !== undefined && answers.block !== block)
        throw new Error('the node answered for another block')
      if (block === undefined) from?.addHead(answers.block)
      return answers
    },
  }
}
