import type { ConditionCard } from '../core/gate/formatGateCard.ts'

type Named = Pick<ConditionCard, 'kind' | 'name' | 'symbol' | 'contract'>

/** What people call the token of a condition: a collection by its name, a coin by its symbol, else the masked contract. */
export function formatTokenName({ kind, name, symbol, contract }: Named): string {
  const [first, second] = kind === 'erc20' ? [symbol, name] : [name, symbol]
  return first.trim() || second.trim() || `${contract.slice(0, 6)}…${contract.slice(-4)}`
}
