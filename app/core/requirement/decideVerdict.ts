import type {
  CheckReport,
  ConditionReport,
  RequirementReport,
  UnmetCondition,
  UnmetReason,
  Verdict,
} from './types.ts'

/** What a check comes to: open only if it was met now, and then too where that was asked. */
export function decideVerdict({ now, before }: CheckReport): Verdict {
  const reports = before ? [now, before] : [now]
  const unmet = reports.find(({ verdict }) => verdict === 'unmet')
  if (unmet) return { kind: 'unmet', unmet: listUnmet(unmet, []) }
  const unchecked = reports.find(({ verdict }) => verdict === 'unchecked')
  if (!unchecked) return { kind: 'met' }
  const cause = findUnchecked(unchecked)
  // Every unchecked group has an unchecked condition: without one there is nothing to show, and nothing opens.
  if (!cause?.code) throw new Error('A check is open without a cause.')
  return { kind: 'unchecked', code: cause.code, chain: cause.chain }
}

/** The conditions that keep a requirement closed, in its order. */
function listUnmet(report: RequirementReport, found: UnmetCondition[]): UnmetCondition[] {
  if (report.verdict !== 'unmet') return found
  if (report.kind === 'condition') found.push(formatUnmet(report, report.because ?? 'too-little'))
  else for (const part of report.of) report.kind === 'not' ? listMet(part, found) : listUnmet(part, found)
  return found
}

/** Under a `not`, what is met is what keeps it closed. */
function listMet(report: RequirementReport, found: UnmetCondition[]): void {
  if (report.verdict !== 'met') return
  if (report.kind === 'condition') found.push(formatUnmet(report, 'excluded'))
  else for (const part of report.of) report.kind === 'not' ? listUnmet(part, found) : listMet(part, found)
}

function formatUnmet({ condition, found, block }: ConditionReport, because: UnmetReason): UnmetCondition {
  return { condition, because, found: found ?? 0n, block: block ?? 0n }
}

function findUnchecked(report: RequirementReport): ConditionReport | null {
  if (report.verdict !== 'unchecked') return null
  if (report.kind === 'condition') return report
  for (const part of report.of) {
    const found = findUnchecked(part)
    if (found) return found
  }
  return null
}
