import { findChain } from '../../core/chain/findChain.ts'
import { conditionFacts } from '../../core/requirement/kinds/facts.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { isChainCoin, KIND_TEXTS } from '../kinds.ts'
import type { ContractAnswer } from '../views.ts'

const LONGEST = 12

/** Format the unit of an amount: a coin's symbol, or a word such as NFTs or items. */
export function formatUnit({
  kind,
  chain,
  answer,
}: {
  kind: ConditionKind
  chain: string
  answer: ContractAnswer | 'asking' | null
}): string {
  const { unit } = KIND_TEXTS[kind]
  if (isChainCoin(kind)) return findChain(chain)?.nativeSymbol ?? unit
  if (!conditionFacts[kind].isCoin || answer === null || answer === 'asking' || answer.kind !== 'known') {
    return unit
  }
  const symbol = answer.description.symbol.trim()
  if (symbol === '') return unit
  return symbol.length > LONGEST ? `${symbol.slice(0, LONGEST)}…` : symbol
}
