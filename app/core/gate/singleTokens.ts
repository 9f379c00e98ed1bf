import type { WalletAddress } from '../chain/types.ts'
import { conditionFacts } from '../requirement/kinds/facts.ts'
import type { SingleTokenCondition } from '../requirement/kinds/table.ts'
import type {
  CheckReport,
  Condition,
  ConditionReport,
  Requirement,
  RequirementNode,
  RequirementReport,
} from '../requirement/types.ts'

/** What opened a gate: the wallets whose holdings count, and the conditions that they meet with single tokens. */
export type Contribution = {
  /** A vault counts by its own address. Includes the holders at the earlier moment, if one counts. */
  readonly wallets: readonly WalletAddress[]
  readonly reports: readonly SingleTokenReport[]
  /** Conditions that single tokens met at the earlier moment; null if none counts. */
  readonly reportsThen: readonly SingleTokenReport[] | null
  /** Conditions that single tokens could meet, but that are unmet or unchecked. */
  readonly unheld: readonly SingleTokenReport[]
}
export type SingleTokenReport = ConditionReport & { readonly condition: SingleTokenCondition }

/** List the conditions of a requirement by which uses per token can be counted; none of those under a `not`. */
export function listSingleTokenConditions({ root }: Requirement): SingleTokenCondition[] {
  return listPositive(root).filter(isSingleToken)
}

/** Whether a requirement can be met without a single token that could be used up. */
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

/** List the holdings that opened a gate, from the report that opened it. */
export function listContributions({ now, before }: CheckReport): Contribution {
  const met = listMet(now)
  const metThen = before && listMet(before)
  const wallets = [...met, ...(metThen ?? [])].flatMap(({ condition, holders }) =>
    holders.filter(({ amount }) => amount >= leastOf(condition)),
  )
  return {
    wallets: [...new Set(wallets.map(({ address }) => address))].sort(),
    reports: met.flatMap(toSingleToken),
    reportsThen: metThen?.flatMap(toSingleToken) ?? null,
    unheld: listPositiveReports(now).flatMap(toSingleToken),
  }
}

/** How much of a holding counts towards a condition. Scores do not add up, so that one below the minimum has no part. */
function leastOf(condition: Condition): bigint {
  const isScore = condition.kind === 'call' && condition.question.answer === 'largest'
  return isScore ? condition.minimum : 1n
}

function toSingleToken(report: ConditionReport): SingleTokenReport[] {
  const { condition } = report
  return isSingleToken(condition) ? [{ ...report, condition }] : []
}

function isSingleToken(condition: Condition): condition is SingleTokenCondition {
  return conditionFacts[condition.kind].tokenIdentity !== null
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
