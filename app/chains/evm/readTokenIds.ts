import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { callContracts } from './callContracts.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'

export type ReadTokenIdsParameters = {
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly owner: EvmAddress
  /** The latest if absent. */
  readonly block?: bigint | undefined
}
export type ReadTokenIdsResult = {
  /** In decimal, as the contract lists them; the first 256 where there are more. */
  readonly tokenIds: readonly string[]
  /** How many there are. */
  readonly amount: bigint
  readonly block: bigint
}

const most = 256
const limit = 33
const timeoutMs = 8_000

/**
 * Make `readTokenIds`: which ids of an ERC-721 a wallet holds, in one request; null where the contract cannot list them.
 *
 * The function made throws {UpstreamError} ERR_CHAIN_READ.
 * @see https://eips.ethereum.org/EIPS/eip-721 ERC721Enumerable
 */
export function createReadTokenIds({ rpc }: { rpc: Rpc }) {
  return async (parameters: ReadTokenIdsParameters): Promise<ReadTokenIdsResult | null> => {
    const { chain, contract, owner } = parameters
    const account = owner.slice(2).padStart(64, '0')
    // Asking beyond the end reverts at once, which is cheaper than a second request at the same block.
    const places = Array.from({ length: most }, (_, i) => i.toString(16).padStart(64, '0'))
    const calls = [
      { target: contract, data: `70a08231${account}`, limit, gasCap: 1_000_000 },
      ...places.map((place) => ({
        target: contract,
        data: `2f745c59${account}${place}`,
        limit,
        gasCap: 100_000,
      })),
    ]
    const { results, block } = await callContracts({ rpc, chain, calls, block: parameters.block, timeoutMs })
    const [balance, ...listed] = results.map(parseWord)
    if (balance === null || balance === undefined) return null
    const ids = listed.slice(0, balance > BigInt(most) ? most : Number(balance))
    const found = ids.flatMap((id) => (id === null ? [] : [String(id)]))
    if (found.length < ids.length || new Set(found).size < found.length) return null
    return { tokenIds: found, amount: balance, block }
  }
}

function parseWord(result: InnerResult): bigint | null {
  return result.kind === 'answer' && result.data.length === 64 ? BigInt(`0x${result.data}`) : null
}
