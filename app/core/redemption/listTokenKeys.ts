import { parseSolanaAddress } from '../chain/parseSolanaAddress.ts'
import { parseOrNull } from '../gate/parseOrNull.ts'
import { listSingleTokenConditions } from '../gate/singleTokens.ts'
import { isNumbered, type SingleTokenCondition } from '../requirement/kinds/table.ts'
import type { Requirement } from '../requirement/types.ts'
import { hasId } from '../trait/idSet.ts'
import type { CountedToken, PublicUses } from './publicUses.ts'

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

/** By what people name the tokens that a gate counts. */
export function chooseTokenName(requirement: Requirement): PublicUses['named'] {
  const numbered = listSingleTokenConditions(requirement).map(isNumbered)
  if (!numbered.includes(false)) return 'number'
  return numbered.includes(true) ? 'either' : 'mint'
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
  if (condition.kind === 'trait' && !hasId(condition.set, id)) return null
  return { key: `${chain}:${contract}:${id}`, chain, contract, id: String(id), name }
}

/** Parse decimal digits of at most 256 bits; null for any other text. */
function parseTokenId(text: string): bigint | null {
  const id = /^[0-9]{1,78}$/.test(text) ? BigInt(text) : null
  return id !== null && id < 1n << 256n ? id : null
}
