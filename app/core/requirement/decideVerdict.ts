import type { WalletAddress } from '../chain/types.ts'
import type { UnmetReason } from './findings.ts'
import type {
  CheckReport,
  ConditionReport,
  MissingPart,
  RequirementReport,
  UnmetCondition,
  Verdict,
} from './types.ts'

/** What a check comes to: open only if it was met now, and then too where that was asked. */
export function decideVerdict({ now, before }: CheckReport): Verdict {
  const reports = before ? [now, before] : [now]
  const report = reports.find(({ verdict }) => verdict === 'unmet')
  if (report) {
    const unmet: UnmetCondition[] = []
    return { kind: 'unmet', missing: listUnmet({ report, now, unmet }), unmet }
  }
  const unchecked = reports.find(({ verdict }) => verdict === 'unchecked')
  if (!unchecked) return { kind: 'met' }
  const cause = findUnchecked(unchecked)
  // Every unchecked group has an unchecked condition: without one there is nothing to show, and nothing opens.
  if (!cause?.code) throw new Error('A check is open without a cause.')
  return { kind: 'unchecked', code: cause.code, chain: cause.chain }
}

type Part = {
  readonly report: RequirementReport
  /** The same part as it is now: what is lacking now, too, is told as of now. */
  readonly now: RequirementReport | undefined
  /** What was found so far. */
  readonly unmet: UnmetCondition[]
}

/** The conditions that keep a requirement closed, in its order. */
function listUnmet({ report, now, unmet }: Part): MissingPart {
  if (report.kind === 'condition') {
    const told = now?.kind === 'condition' && now.verdict === 'unmet' ? now : report
    return unmet.push(formatUnmet(told, told.because ?? 'too-little')) - 1
  }
  if (report.kind === 'not') return listOnly(listMet, { report, now, unmet })
  // What could not be checked might be there.
  const has = report.of.filter(({ verdict }) => verdict !== 'unmet').length
  const of = report.of.flatMap((part, i) =>
    part.verdict === 'unmet' ? [listUnmet({ report: part, now: partOf(now, i), unmet })] : [],
  )
  return joinParts(report.count - has, of)
}

/** Under a `not`, what is met is what keeps it closed. */
function listMet({ report, now, unmet }: Part): MissingPart {
  if (report.kind === 'condition') return unmet.push(formatUnmet(report, 'excluded')) - 1
  if (report.kind === 'not') return listOnly(listUnmet, { report, now, unmet })
  const of = report.of.flatMap((part, i) =>
    part.verdict === 'met' ? [listMet({ report: part, now: partOf(now, i), unmet })] : [],
  )
  return joinParts(of.length - report.count + 1, of)
}

function listOnly(list: (part: Part) => MissingPart, { report, now, unmet }: Part): MissingPart {
  const [only] = report.kind === 'condition' ? [] : report.of
  if (!only) throw new Error('A "not" is over nothing.')
  return list({ report: only, now: partOf(now, 0), unmet })
}

function partOf(report: RequirementReport | undefined, at: number): RequirementReport | undefined {
  return report && report.kind !== 'condition' ? report.of[at] : undefined
}

/** One part is no group, and all of a group that is wanted as a whole stand in the one around it. */
function joinParts(count: number, parts: readonly MissingPart[]): MissingPart {
  const isWhole = count === parts.length
  const of = parts.flatMap((part) =>
    isWhole && typeof part !== 'number' && part.count === part.of.length ? part.of : [part],
  )
  const [only, ...more] = of
  if (only !== undefined && more.length === 0) return only
  return { count: isWhole ? of.length : count, of }
}

function formatUnmet(report: ConditionReport, because: UnmetReason): UnmetCondition {
  const { condition, found, block, tokenId } = report
  const one = because === 'too-much' || because === 'listed' ? findMost(report) : undefined
  return {
    condition,
    because,
    found: because === 'too-much' && one ? one.amount : found,
    wallet: one?.address ?? findOnly(report),
    block,
    tokenId,
  }
}

/** The holder that is in the way by itself. */
function findMost({ holders }: ConditionReport) {
  const [first, ...rest] = holders
  return rest.reduce((most, one) => (most && one.amount > most.amount ? one : most), first)
}

/** The address of those asked; null where there are several, or none. */
function findOnly({ holders }: ConditionReport): WalletAddress | null {
  const [only = null, ...more] = new Set(holders.map(({ address }) => address))
  return more.length === 0 ? only : null
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
