import { loadChain } from '../chain/loadChain.ts'
import { formatUnits } from '../requirement/amounts.ts'
import type { Condition } from '../requirement/types.ts'
import { formatReactionValue } from './reaction.ts'
import type { Gate, Reaction } from './types.ts'

/** A condition as the storefront and the proxy's answers show it: amounts in human units. */
export type ConditionCard = {
  kind: Condition['kind']
  chain: string
  chain_name: string
  chain_id: number
  contract: string
  name: string
  symbol: string
  minimum: string
  token_ids?: string[]
}

/** The handle of a gate's card among the app's metaobjects. */
export function formatGateCardHandle(number: number): string {
  return `gate-${number}`
}

/** The fields of a gate's `$app:gate` metaobject. All of it is public: no key, no list, no wallet. */
export function formatGateCard({
  gate,
  currencyCode,
}: {
  gate: Gate
  currencyCode: string
}): Record<string, string> {
  return {
    number: String(gate.number),
    name: gate.name,
    state: gate.state,
    kind: 'discount',
    needs: JSON.stringify({
      join: gate.requirement.root.kind,
      conditions: gate.requirement.root.of.map(formatConditionCard),
    }),
    gives: JSON.stringify(formatGives({ reaction: gate.reaction, currencyCode })),
  }
}

export function formatConditionCard(condition: Condition): ConditionCard {
  const chain = loadChain(condition.chain)
  return {
    kind: condition.kind,
    chain: chain.slug,
    chain_name: chain.name,
    chain_id: chain.id,
    contract: condition.contract,
    name: condition.label.name,
    symbol: condition.label.symbol,
    minimum: formatTokenAmount({ condition, amount: condition.minimum }),
    ...(condition.kind === 'erc1155' ? { token_ids: condition.tokenIds.map(String) } : {}),
  }
}

/** An amount of a condition's token in human units. */
export function formatTokenAmount({ condition, amount }: { condition: Condition; amount: bigint }): string {
  return formatUnits({ amount, decimals: condition.kind === 'erc20' ? condition.decimals : 0 })
}

function formatGives({
  reaction,
  currencyCode,
}: {
  reaction: Reaction
  currencyCode: string
}): Record<string, string> {
  const value = formatReactionValue(reaction)
  return reaction.kind === 'percentage'
    ? { kind: 'percentage', percent: value }
    : { kind: 'fixed_amount', amount: value, currency: currencyCode }
}
