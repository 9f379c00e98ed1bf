import { findChain } from '../../../core/chain/findChain.ts'
import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import type { InnerCall } from '../multicall/calls.ts'

/** One call of `aggregate3`; `data` is hex digits without `0x`. */
export type AggregateCall = { readonly target: EvmAddress; readonly data: string }

/**
 * Multicall3, at the same address on every chain it is on.
 * @see https://www.multicall3.com
 */
export const multicall3 = '0xca11bde05977b3631167028862be2a173976ca11' as EvmAddress
/** Code of the chain itself that only Arbitrum has, where NUMBER is the parent chain's. */
const arbSys = '0x0000000000000000000000000000000000000064' as EvmAddress
const arbitrumId = 42_161

const aggregate3 = '82ad56cb'
const getBlockNumber = '42cbb15c'
const getChainId = '3408e470'
const getEthBalance = '4d2301cc'
const arbBlockNumber = 'a3b1b31d'
const ownerOf = '6352211e'
/** `supportsInterface` of ERC-721. */
const isErc721 = `01ffc9a7${'80ac58cd'.padEnd(64, '0')}`

/** What is asked before everything else: the chain, and the block all answers are of. */
export function listHeadCalls(chain: ChainSlug): readonly AggregateCall[] {
  const block =
    findChain(chain)?.id === arbitrumId
      ? { target: arbSys, data: arbBlockNumber }
      : { target: multicall3, data: getBlockNumber }
  return [{ target: multicall3, data: getChainId }, block]
}

/** What an inner call becomes: one call, and for a scan one for each id and one that asks whether it is an ERC-721. */
export function expandCall(call: InnerCall): readonly AggregateCall[] {
  if (call.kind === 'balance')
    return [{ target: multicall3, data: getEthBalance + call.target.slice(2).padStart(64, '0') }]
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
 * Write the data of an `eth_call` to Multicall3 that performs the calls in order: for sources that take no `eth_call`
 * without `to`. A call has no gas cap of its own there, and may change state for those after it.
 */
export function encodeAggregate({
  chain,
  calls,
}: {
  readonly chain: ChainSlug
  readonly calls: readonly InnerCall[]
}): `0x${string}` {
  const all = [...listHeadCalls(chain), ...calls.flatMap(expandCall)]
  const entries = all.map(({ target, data }) => {
    const bytes = data.length / 2
    const padded = data.padEnd(Math.ceil(bytes / 32) * 64, '0')
    return target.slice(2).padStart(64, '0') + word(1) + word(96) + word(bytes) + padded
  })
  let offset = 32 * entries.length
  const offsets = entries.map((entry) => {
    const here = word(offset)
    offset += entry.length / 2
    return here
  })
  return `0x${aggregate3}${word(32)}${word(entries.length)}${offsets.join('')}${entries.join('')}`
}

function word(value: number): string {
  return value.toString(16).padStart(64, '0')
}
