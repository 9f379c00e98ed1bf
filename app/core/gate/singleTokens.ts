import type { WalletAddress } from '../chain/types.ts'
import type {
  Condition,
  ConditionReport,
  Requirement,
  RequirementNode,
  RequirementReport,
} from '../requirement/types.ts'

/** Conditions whose tokens can be told apart and so be used up one by one. */
export type SingleTokenCondition = Extract<Condition, { kind: 'erc721' | 'collection' | 'creator' }>

/** What an open gate rests on: the wallets whose holdings count, and the conditions they meet with single tokens. */
export type Contribution = {
  /** Vaults in their own name. */
  readonly wallets: readonly WalletAddress[]
  readonly reports: readonly (ConditionReport & { readonly condition: SingleTokenCondition })[]
}

/** The conditions of a requirement by which a use per token can be counted. What must not be held is none. */
export function listSingleTokenConditions({ root }: Requirement): SingleTokenCondition[] {
  return listPositive(root).filter(isSingleToken)
}

/** Say whose holdings an open gate rests on, from the report that opened it. */
export function listContributions(report: RequirementReport): Contribution {
  const met = listMet(report)
  const wallets = met.flatMap(({ holders }) => holders.filter(({ amount }) => amount > 0n))
  return {
    wallets: [...new Set(wallets.map(({ address }) => address))].sort(),
    reports: met.flatMap((one) => {
      const { condition } = one
      return isSingleToken(condition) ? [{ ...one, condition }] : []
    }),
  }
}

function isSingleToken(condition: Condition): condition is SingleTokenCondition {
  return condition.kind === 'erc721' || condition.kind === 'collection' || condition.kind === 'creator'
}

function listPositive(node: RequirementNode): Condition[] {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      return node.of.flatMap(listPositive)
    case 'not':
      return []
    default:
      return [node]
  }
}

function listMet(report: RequirementReport): ConditionReport[] {
  if (report.verdict !== 'met' || report.kind === 'not') return []
  return report.kind === 'condition' ? [report] : report.of.flatMap(listMet)
}
