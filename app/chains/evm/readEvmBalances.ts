import { toFunctionSelector } from 'viem/utils'
import type { ChainSlug } from '../../core/chain/types.ts'
import type { Balance, EvmRead } from '../../core/requirement/reads.ts'
import type { ChainPort } from '../../ports/chain.ts'
import type { Rpc } from '../rpc/types.ts'
import { createHeadFinder } from './createHeadFinder.ts'
import type { FindTokenIds } from './erc1155/createFindTokenIds.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'
import { readChainBalances } from './readChainBalances.ts'
import { readContracts } from './readContracts.ts'

type CreateReadEvmBalancesParameters = {
  readonly rpc: Rpc
  /** Unix seconds. */
  readonly now?: () => number
  /** Without it, counts of whole ERC-1155 contracts are unread. */
  readonly findTokenIds?: FindTokenIds
}

const readClock = (): number => Math.floor(Date.now() / 1000)

const findNothing: FindTokenIds = async () => ({
  head: null,
  proposedTo: () => ({ ids: [], gap: 'ERR_CHAIN_READ' }),
})

/**
 * Make `readEvmBalances`: one request per chain (up to 400 different calls), chains in parallel, eight seconds at most.
 * Reads with `ago` take one more if no endpoint reported the latest block in the last fifteen seconds, and one more if
 * the balance then differs from the current one. Counts of whole ERC-1155 contracts add the requests of `findTokenIds`.
 *
 * Never throws: a chain that fails makes its own reads `ERR_CHAIN_READ`, a contract that fails only its own
 * `ERR_TOKEN_READ`. Equal reads are asked once; all reads of a chain and moment are of one block, so that a token that
 * moves between two wallets counts once.
 */
export function createReadEvmBalances({
  rpc,
  now = readClock,
  findTokenIds = findNothing,
}: CreateReadEvmBalancesParameters) {
  const heads = createHeadFinder({ rpc, now })
  return async (reads: readonly EvmRead[]): Promise<Balance[]> => {
    const groups = new Map<ChainSlug, EvmRead[]>()
    for (const read of reads) {
      const group = groups.get(read.chain)
      if (group) group.push(read)
      else groups.set(read.chain, [read])
    }
    const found = new Map<ChainSlug, Iterator<Balance>>()
    await Promise.all(
      [...groups].map(async ([chain, group]) => {
        const balances = await readChainBalances({ rpc, chain, reads: group, heads, findTokenIds, now })
        found.set(chain, balances.values())
      }),
    )
    return reads.map(({ chain }) => found.get(chain)?.next().value ?? createUnread(chain))
  }
}

function createUnread(chain: ChainSlug): Balance {
  return { kind: 'unread', code: 'ERR_CHAIN_READ', chain }
}

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
