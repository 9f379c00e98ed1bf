import type { ConditionCard } from '../core/requirement/types.ts'
import { IS_COIN } from './kinds.ts'

type Named = Pick<ConditionCard, 'kind' | 'name' | 'symbol' | 'contract'>

/** What people call the token of a condition: a collection by its name, a coin by its symbol, else the masked address. */
export function formatTokenName({ kind, name, symbol, contract }: Named): string {
  const [first, second] = IS_COIN[kind] ? [symbol, name] : [name, symbol]
  return first.trim() || second.trim() || `${contract.slice(0, 6)}…${contract.slice(-4)}`
}
