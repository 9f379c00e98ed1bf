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

/** Decide the verdict of a check: met only if it is met now, and at the past block if one is required. */
export function evaluateReport({ now, before }: CheckReport): Verdict {
  const reports = before ? [now, before] : [now]
  const report = reports.find(({ verdict }) => verdict === 'unmet')
  if (report) {
    const unmet: UnmetCondition[] = []
    return { kind: 'unmet', missing: listUnmet({ report, now, unmet }), unmet }
  }
  const unchecked = reports.find(({ verdict }) => verdict === 'unchecked')
  if (!unchecked) return { kind: 'met' }
  const cause = findUnchecked(unchecked)
  // Every unchecked group has an unchecked condition. Without one there is no cause to show, and nothing may open.
  if (!cause?.code) throw new Error('An unchecked verdict needs a condition with an error code.')
  return { kind: 'unchecked', code: cause.code, chain: cause.chain }
}

type Part = {
  readonly report: RequirementReport
  /** The same part as of now. A condition that is also unmet now is reported as of now. */
  readonly now: RequirementReport | undefined
  /** The unmet conditions so far. */
  readonly unmet: UnmetCondition[]
}

/** Collect the conditions that keep a part unmet, in order. */
function listUnmet({ report, now, unmet }: Part): MissingPart {
  if (report.kind === 'condition') {
    const told = now?.kind === 'condition' && now.verdict === 'unmet' ? now : report
    return unmet.push(formatUnmet(told, told.because ?? 'too-little')) - 1
  }
  if (report.kind === 'not') return listOnly(listMet, { report, now, unmet })
  // An unchecked part might be met, so it is not missing.
  const has = report.of.filter(({ verdict }) => verdict !== 'unmet').length
  const of = report.of.flatMap((part, i) =>
    part.verdict === 'unmet' ? [listUnmet({ report: part, now: partOf(now, i), unmet })] : [],
  )
  return mergeParts(report.count - has, of)
}

/** Collect the conditions that keep a part met: under a `not`, these keep it closed. */
function listMet({ report, now, unmet }: Part): MissingPart {
  if (report.kind === 'condition') return unmet.push(formatUnmet(report, 'excluded')) - 1
  if (report.kind === 'not') return listOnly(listUnmet, { report, now, unmet })
  const of = report.of.flatMap((part, i) =>
    part.verdict === 'met' ? [listMet({ report: part, now: partOf(now, i), unmet })] : [],
  )
  return mergeParts(of.length - report.count + 1, of)
}

function listOnly(list: (part: Part) => MissingPart, { report, now, unmet }: Part): MissingPart {
  const [only] = report.kind === 'condition' ? [] : report.of
  if (!only) throw new Error('A "not" needs a part.')
  return list({ report: only, now: partOf(now, 0), unmet })
}

function partOf(report: RequirementReport | undefined, at: number): RequirementReport | undefined {
  return report && report.kind !== 'condition' ? report.of[at] : undefined
}

/** Join parts. A single part needs no group. If all parts are needed, groups that need all of theirs are merged in. */
function mergeParts(count: number, parts: readonly MissingPart[]): MissingPart {
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

/** The holder with the most, which alone keeps the condition unmet. */
function findMost({ holders }: ConditionReport) {
  const [first, ...rest] = holders
  return rest.reduce((most, one) => (most && one.amount > most.amount ? one : most), first)
}

/** The only address among the holders; null if there are several, or none. */
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
