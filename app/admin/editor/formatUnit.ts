import type { ConditionKind } from '../../core/requirement/types.ts'
import { KIND_UNITS } from '../kinds.ts'
import type { ContractAnswer } from '../views.ts'

const LONGEST = 12

/** What is counted: a coin by its symbol, NFTs and items by what they are. */
export function formatUnit({
  kind,
  answer,
}: {
  kind: ConditionKind
  answer: ContractAnswer | 'asking' | null
}): string {
  if (kind !== 'erc20' || answer === null || answer === 'asking' || answer.kind !== 'known') {
    return KIND_UNITS[kind]
  }
  const symbol = answer.description.symbol.trim()
  if (symbol === '') return KIND_UNITS[kind]
  return symbol.length > LONGEST ? `${symbol.slice(0, LONGEST)}…` : symbol
}
