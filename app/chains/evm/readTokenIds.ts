import { toFunctionSelector } from 'viem/utils'
import type { ChainPort } from '../../ports/chain.ts'
import type { Rpc } from '../rpc/types.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'
import { readContracts } from './readContracts.ts'

const balanceOf = toFunctionSelector('function balanceOf(address owner)').slice(2)
const tokenOfOwnerByIndex = toFunctionSelector(
  'function tokenOfOwnerByIndex(address owner, uint256 index)',
).slice(2)
const most = 256
const limit = 33
const timeoutMs = 8_000

/**
 * Read the ids in one request, in decimal, in the contract's order.
 * @see https://eips.ethereum.org/EIPS/eip-721 ERC721Enumerable
 */
export function createReadTokenIds({ rpc }: { rpc: Rpc }): ChainPort['readTokenIds'] {
  return async ({ chain, contract, owner, block }) => {
    const account = owner.slice(2).padStart(64, '0')
    // An index beyond the end reverts at once, which is cheaper than a second request at the same block.
    const indexes = Array.from({ length: most }, (_, i) => i.toString(16).padStart(64, '0'))
    const calls = [
      { target: contract, data: `${balanceOf}${account}`, limit, gasCap: 1_000_000 },
      ...indexes.map((index) => ({
        target: contract,
        data: `${tokenOfOwnerByIndex}${account}${index}`,
        limit,
        gasCap: 100_000,
      })),
    ]
    const { results } = await readContracts({ rpc, chain, calls, block, timeoutMs })
    const [balance, ...listed] = results.map(parseWord)
    if (balance === null || balance === undefined) return null
    const ids = listed.slice(0, balance > BigInt(most) ? most : Number(balance))
    const found = ids.flatMap((id) => (id === null ? [] : [String(id)]))
    if (found.length < ids.length || new Set(found).size < found.length) return null
    return { tokenIds: found, amount: balance }
  }
}

function parseWord(result: InnerResult): bigint | null {
  return result.kind === 'answer' && result.data.length === 64 ? BigInt(`0x${result.data}`) : null
}
