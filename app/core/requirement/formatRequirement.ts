import type { Condition, Requirement } from './types.ts'

export type RequirementJson = { v: 1; root: { kind: 'all' | 'any'; of: ConditionJson[] } }
export type ConditionJson = {
  kind: Condition['kind']
  chain: string
  contract: string
  label: { name: string; symbol: string }
  minimum: string
  decimals?: number
  tokenIds?: string[]
}

/** Spell a requirement as JSON: amounts and ids as decimal strings. `parseRequirement` reads it back. */
export function formatRequirement(requirement: Requirement): RequirementJson {
  return { v: 1, root: { kind: requirement.root.kind, of: requirement.root.of.map(formatCondition) } }
}

function formatCondition(condition: Condition): ConditionJson {
  const { kind, chain, contract, label, minimum } = condition
  const shared = {
    kind,
    chain,
    contract,
    label: { name: label.name, symbol: label.symbol },
    minimum: String(minimum),
  }
  if (condition.kind === 'erc20') return { ...shared, decimals: condition.decimals }
  if (condition.kind === 'erc1155') return { ...shared, tokenIds: condition.tokenIds.map(String) }
  return shared
}
