import { conditionFacts } from '../core/requirement/kinds/facts.ts'
import type { ConditionCard } from '../core/requirement/types.ts'

type Named = Pick<ConditionCard, 'kind' | 'name' | 'symbol' | 'contract'>

/** Format the name of a condition's token: a collection's name, a coin's symbol, or else the shortened address. */
export function formatTokenName({ kind, name, symbol, contract }: Named): string {
  const [first, second] = conditionFacts[kind].isCoin ? [symbol, name] : [name, symbol]
  return first.trim() || second.trim() || `${contract.slice(0, 6)}…${contract.slice(-4)}`
}
