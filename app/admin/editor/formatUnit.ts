import { findChain } from '../../core/chain/findChain.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { IS_COIN, KIND_UNITS } from '../kinds.ts'
import type { ContractAnswer } from '../views.ts'

const LONGEST = 12

/** What is counted: a coin by its symbol, NFTs and items by what they are. */
export function formatUnit({
  kind,
  chain,
  answer,
}: {
  kind: ConditionKind
  chain: string
  answer: ContractAnswer | 'asking' | null
}): string {
  if (kind === 'native') return findChain(chain)?.nativeSymbol ?? KIND_UNITS.native
  if (!IS_COIN[kind] || answer === null || answer === 'asking' || answer.kind !== 'known') {
    return KIND_UNITS[kind]
  }
  const symbol = answer.description.symbol.trim()
  if (symbol === '') return KIND_UNITS[kind]
  return symbol.length > LONGEST ? `${symbol.slice(0, LONGEST)}…` : symbol
}
