import type { WalletAddress } from '../chain/types.ts'
import { conditionKinds, type SingleTokenCondition } from '../requirement/kinds/table.ts'
import type {
  CheckReport,
  Condition,
  ConditionReport,
  Requirement,
  RequirementNode,
  RequirementReport,
} from '../requirement/types.ts'

/** What an open gate rests on: the wallets whose holdings count, and the conditions they meet with single tokens. */
export type Contribution = {
  /** Vaults in their own name; also those that held at the moment of the past that counts. */
  readonly wallets: readonly WalletAddress[]
  readonly reports: readonly SingleTokenReport[]
  /** What was met with single tokens at that moment; null where none counts. */
  readonly reportsThen: readonly SingleTokenReport[] | null
  /** Those that could have been met with single tokens and were not, or could not be read. */
  readonly unheld: readonly SingleTokenReport[]
}
export type SingleTokenReport = ConditionReport & { readonly condition: SingleTokenCondition }

/** The conditions of a requirement by which a use per token can be counted. What must not be held is none. */
export function listSingleTokenConditions({ root }: Requirement): SingleTokenCondition[] {
  return listPositive(root).filter(isSingleToken)
}

/** Whether somebody can meet a requirement without a single token that could be used up. */
export function isMetWithoutSingleToken(node: RequirementNode): boolean {
  switch (node.kind) {
    case 'all':
      return node.of.every(isMetWithoutSingleToken)
    case 'any':
      return node.of.some(isMetWithoutSingleToken)
    case 'atLeast':
      return node.of.filter(isMetWithoutSingleToken).length >= node.count
    case 'not':
      return true
    default:
      return !isSingleToken(node)
  }
}

/** Say whose holdings an open gate rests on, from the report that opened it. */
export function listContributions({ now, before }: CheckReport): Contribution {
  const met = listMet(now)
  const metThen = before && listMet(before)
  const wallets = [...met, ...(metThen ?? [])].flatMap(({ holders }) =>
    holders.filter(({ amount }) => amount > 0n),
  )
  return {
    wallets: [...new Set(wallets.map(({ address }) => address))].sort(),
    reports: met.flatMap(toSingleToken),
    reportsThen: metThen?.flatMap(toSingleToken) ?? null,
    unheld: listPositiveReports(now).flatMap(toSingleToken),
  }
}

function toSingleToken(report: ConditionReport): SingleTokenReport[] {
  const { condition } = report
  return isSingleToken(condition) ? [{ ...report, condition }] : []
}

function isSingleToken(condition: Condition): condition is SingleTokenCondition {
  return conditionKinds[condition.kind].tokenIdentity !== null
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

function listPositiveReports(report: RequirementReport): ConditionReport[] {
  if (report.kind === 'not') return []
  if (report.kind !== 'condition') return report.of.flatMap(listPositiveReports)
  return report.verdict === 'met' ? [] : [report]
}

function listMet(report: RequirementReport): ConditionReport[] {
  if (report.verdict !== 'met' || report.kind === 'not') return []
  return report.kind === 'condition' ? [report] : report.of.flatMap(listMet)
}
