import { formatUnits } from './amounts.ts'
import { entryOf } from './kinds/table.ts'
import type { CheckReport, Condition, ConditionReport, RequirementReport } from './types.ts'

/**
 * Format a check as JSON, for the API and the admin: amounts in human units as decimal strings, blocks as decimal
 * strings, instants in unix seconds. A condition's `need` is its card, which names no list.
 */
export function formatReport({ now, before }: CheckReport): Record<string, unknown> {
  return { now: formatPart(now), before: before && formatPart(before) }
}

function formatPart(report: RequirementReport): Record<string, unknown> {
  if (report.kind === 'condition') return formatCondition(report)
  const { kind, count, verdict, of } = report
  return { kind, ...(kind === 'atLeast' ? { count } : {}), verdict, of: of.map(formatPart) }
}

function formatCondition({ condition, ...report }: ConditionReport): Record<string, unknown> {
  const units = (amount: bigint) => formatAmount({ condition, amount })
  return {
    kind: 'condition',
    verdict: report.verdict,
    because: report.because,
    need: entryOf(condition).describe(condition),
    found: report.found === null ? null : units(report.found),
    ...(report.tokenId === undefined ? {} : { tokenId: report.tokenId }),
    // An unread amount is unknown, which is not 0.
    holders: (report.verdict === 'unchecked' ? [] : report.holders).map(
      ({ address, via, amount, tokenIds }) => ({ address, via, amount: units(amount), tokenIds }),
    ),
    chain: condition.chain,
    block: report.block === null ? null : String(report.block),
    source: report.source,
    readAt: report.readAt,
    code: report.code,
  }
}

/** Format an amount of a condition's token in human units. */
export function formatAmount({ condition, amount }: { condition: Condition; amount: bigint }): string {
  return formatUnits({ amount, decimals: entryOf(condition).decimalsOf(condition) })
}
