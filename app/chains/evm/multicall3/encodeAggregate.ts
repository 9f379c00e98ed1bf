import { encodeFunctionData, parseAbi, toFunctionSelector } from 'viem/utils'
import { findChain } from '../../../core/chain/findChain.ts'
import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { encodeSupportsInterface } from '../erc165.ts'
import type { InnerCall } from '../multicall/calls.ts'

/** One call of `aggregate3`; `data` is hex digits without `0x`. */
export type AggregateCall = { readonly target: EvmAddress; readonly data: string }

/** Multicall3 on all chains but a few. @see https://www.multicall3.com */
const usual = '0xca11bde05977b3631167028862be2a173976ca11' as EvmAddress

/** The address of a chain's Multicall3. */
export function addressOfMulticall3(chain: ChainSlug): EvmAddress {
  return findChain(chain)?.multicall3 ?? usual
}

/** Precompile that only Arbitrum has. NUMBER there is the parent chain's block. */
const arbSys = '0x0000000000000000000000000000000000000064' as EvmAddress
const arbitrumId = 42_161

const abi = parseAbi([
  'struct Call3 { address target; bool allowFailure; bytes callData; }',
  'struct Result { bool success; bytes returnData; }',
  'function aggregate3(Call3[] calls) payable returns (Result[] returnData)',
  'function getBlockNumber() view returns (uint256)',
  'function getChainId() view returns (uint256)',
  'function getEthBalance(address addr) view returns (uint256)',
  'function arbBlockNumber() view returns (uint256)',
])
const getBlockNumber = encodeFunctionData({ abi, functionName: 'getBlockNumber' }).slice(2)
const getChainId = encodeFunctionData({ abi, functionName: 'getChainId' }).slice(2)
const arbBlockNumber = encodeFunctionData({ abi, functionName: 'arbBlockNumber' }).slice(2)
// A scan has thousands of calls: the library takes too long to encode each from its ABI.
const ownerOf = toFunctionSelector('function ownerOf(uint256 tokenId)').slice(2)
const isErc721 = encodeSupportsInterface('erc721')

/** Calls that precede all others: the chain id, and the block that all answers are of. */
export function listHeadCalls(chain: ChainSlug): readonly AggregateCall[] {
  const multicall3 = addressOfMulticall3(chain)
  const block =
    findChain(chain)?.id === arbitrumId
      ? { target: arbSys, data: arbBlockNumber }
      : { target: multicall3, data: getBlockNumber }
  return [{ target: multicall3, data: getChainId }, block]
}

/** Expand an inner call: one call; for a scan, one that asks whether it is an ERC-721, and one for each id. */
export function toAggregateCalls(chain: ChainSlug, call: InnerCall): readonly AggregateCall[] {
  if (call.kind === 'balance') {
    const data = encodeFunctionData({ abi, functionName: 'getEthBalance', args: [call.target] }).slice(2)
    return [{ target: addressOfMulticall3(chain), data }]
  }
  if (call.kind === undefined) return [call]
  const { target } = call
  const calls: AggregateCall[] = [{ target, data: isErc721 }]
  for (const { first, last } of call.ids) {
    for (let id = first; id <= last; id++)
      calls.push({ target, data: ownerOf + id.toString(16).padStart(64, '0') })
  }
  return calls
}

/**
 * Encode the data of an `eth_call` to Multicall3 that performs the calls in order. It is for endpoints that accept no
 * `eth_call` without `to`. A call has no gas cap of its own there, and may change state for later calls.
 */
export function encodeAggregate({
  chain,
  calls,
}: {
  readonly chain: ChainSlug
  readonly calls: readonly InnerCall[]
}): `0x${string}` {
  const all = [...listHeadCalls(chain), ...calls.flatMap((call) => toAggregateCalls(chain, call))]
  const args = all.map(({ target, data }) => ({
    target,
    allowFailure: true,
    callData: `0x${data}` as const,
  }))
  return encodeFunctionData({ abi, functionName: 'aggregate3', args: [args] })
}
