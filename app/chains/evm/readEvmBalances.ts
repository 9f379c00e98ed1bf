import type { ChainSlug } from '../../core/chain/types.ts'
import type { Balance, EvmRead } from '../../core/requirement/reads.ts'
import type { ChainPort } from '../../ports/chain.ts'
import type { Rpc } from '../rpc/types.ts'
import { createHeadFinder } from './createHeadFinder.ts'
import type { FindTokenIds } from './erc1155/createFindTokenIds.ts'
import { composeListCalls, readListedTokens } from './listedTokens.ts'
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

const timeoutMs = 8_000

/** Read the ids in one request, in decimal, in the contract's order. */
export function createReadTokenIds({ rpc }: { rpc: Rpc }): ChainPort['readTokenIds'] {
  return async ({ chain, contract, owner, block }) => {
    const calls = composeListCalls({ contract, owner })
    const { results } = await readContracts({ rpc, chain, calls, block, timeoutMs })
    const listed = readListedTokens(results)
    return listed && { tokenIds: listed.ids.map(String), amount: listed.amount }
  }
}
