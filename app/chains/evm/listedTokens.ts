import { toFunctionSelector } from 'viem/utils'
import type { EvmAddress } from '../../core/chain/types.ts'
import { MAX_LISTED_TOKENS } from '../../core/requirement/calls/checkQuestion.ts'
import type { ContractCall } from './multicall/calls.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'

const balanceOf = toFunctionSelector('function balanceOf(address owner)').slice(2)
const tokenOfOwnerByIndex = toFunctionSelector(
  'function tokenOfOwnerByIndex(address owner, uint256 index)',
).slice(2)
const limit = 33

/** How many tokens a wallet holds, and the first of them. */
export type ListedTokens = { readonly ids: readonly bigint[]; readonly amount: bigint }

/** Compose the question how many tokens a wallet holds. */
export function composeCountCall({
  contract,
  owner,
}: {
  contract: EvmAddress
  owner: EvmAddress
}): ContractCall {
  return { target: contract, data: balanceOf + encodeAccount(owner), limit, gasCap: 1_000_000 }
}

/**
 * Compose the questions how many tokens a wallet holds, and which the first 256 are.
 * @see https://eips.ethereum.org/EIPS/eip-721 ERC721Enumerable
 */
export function composeListCalls(pair: { contract: EvmAddress; owner: EvmAddress }): ContractCall[] {
  // An index beyond the end reverts at once, which is cheaper than a second request at the same block.
  const indexes = Array.from({ length: MAX_LISTED_TOKENS }, (_, i) => i.toString(16).padStart(64, '0'))
  return [
    composeCountCall(pair),
    ...indexes.map((index) => ({
      target: pair.contract,
      data: tokenOfOwnerByIndex + encodeAccount(pair.owner) + index,
      limit,
      gasCap: 100_000,
    })),
  ]
}

/** Read the answers to `composeListCalls`; null if the contract does not list a wallet's tokens. */
export function readListedTokens(results: readonly InnerResult[]): ListedTokens | null {
  const [amount, ...listed] = results.map(parseWord)
  if (amount === null || amount === undefined) return null
  const wanted = listed.slice(0, amount > BigInt(MAX_LISTED_TOKENS) ? MAX_LISTED_TOKENS : Number(amount))
  const ids = wanted.flatMap((id) => (id === null ? [] : [id]))
  if (ids.length < wanted.length || new Set(ids).size < ids.length) return null
  return { ids, amount }
}

/** Parse an answer of one word; null if it is none. */
export function parseWord(result: InnerResult | undefined): bigint | null {
  return result?.kind === 'answer' && result.data.length === 64 ? BigInt(`0x${result.data}`) : null
}

function encodeAccount(owner: EvmAddress): string {
  return owner.slice(2).padStart(64, '0')
}
