import { parseSolanaAddress } from '../chain/parseSolanaAddress.ts'
import type { ChainSlug } from '../chain/types.ts'
import { parseOrNull } from '../gate/parseOrNull.ts'
import { listSingleTokenConditions } from '../gate/singleTokens.ts'
import { isNumbered, type SingleTokenCondition } from '../requirement/kinds/table.ts'
import type { Requirement } from '../requirement/types.ts'

/** A token that a gate counts. `key` is as in the ledger, `id` its number in decimal or its mint. */
export type CountedToken = {
  readonly key: string
  readonly chain: ChainSlug
  /** Null on Solana, where the mint says it all. */
  readonly contract: string | null
  readonly id: string
  /** Of the collection, as the gate remembers it. Empty if it has none. */
  readonly name: string
}

/**
 * List the tokens that somebody may mean by an id, of those that a gate counts: one for each contract that it asks for.
 * Whether such a token exists is not known.
 */
export function listTokenKeys({
  requirement,
  text,
}: {
  requirement: Requirement
  text: string
}): CountedToken[] {
  const found = listSingleTokenConditions(requirement).flatMap((condition) => toToken(condition, text) ?? [])
  return [...new Map(found.map((token) => [token.key, token])).values()]
}

function toToken(condition: SingleTokenCondition, text: string): CountedToken | null {
  const { chain } = condition
  const { name } = condition.label
  if (!isNumbered(condition)) {
    const mint = parseOrNull(() => parseSolanaAddress(text))
    return mint && { key: `${chain}:${mint}`, chain, contract: null, id: mint, name }
  }
  const id = parseTokenId(text)
  const { contract, tokenIds } = condition
  const isNamed = ({ first, last }: (typeof tokenIds)[number]) => id !== null && first <= id && id <= last
  if (id === null || (tokenIds.length > 0 && !tokenIds.some(isNamed))) return null
  return { key: `${chain}:${contract}:${id}`, chain, contract, id: String(id), name }
}

/** Parse decimal digits of at most 256 bits; null for any other text. */
function parseTokenId(text: string): bigint | null {
  const id = /^[0-9]{1,78}$/.test(text) ? BigInt(text) : null
  return id !== null && id < 1n << 256n ? id : null
}
