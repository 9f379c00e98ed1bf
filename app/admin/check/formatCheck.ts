import type { Shop } from '../../core/gate/shop.ts'
import type { GateStanding } from '../../core/gate/types.ts'
import type {
  CheckReport,
  GroupReport,
  Requirement,
  RequirementReport,
  Snapshot,
  Verdict,
} from '../../core/requirement/types.ts'
import { formatHeldFor } from '../formatHeldFor.ts'
import { formatCheckedCondition } from './formatCheckedCondition.ts'
import type { CheckedNode, CheckVerdict, CheckView } from './views.ts'

export type FormatCheckParameters = {
  readonly requirement: Pick<Requirement, 'heldForBlocks' | 'heldForHours'>
  /** The standing that the gate would have. */
  readonly standing: GateStanding
  readonly report: CheckReport
  readonly verdict: Verdict
  readonly at: Snapshot | null
  readonly names: CheckView['names']
  readonly shop: Shop
}

const SUMMARIES = {
  good: 'Passes this gate',
  bad: 'Does not pass this gate',
  unknown: 'Could not be checked',
} as const satisfies Record<CheckVerdict, string>

/** Note about a gate that opens for nobody at present; empty for an active gate. */
const STANDINGS = {
  active: '',
  paused: ', which is paused',
  scheduled: ', which has not started yet',
  ended: ', which has ended',
} as const satisfies Record<GateStanding, string>

function formatSummary(of: { seen: CheckVerdict; standing: GateStanding; isPast: boolean }): string {
  const { seen, standing, isPast } = of
  if (seen === 'good') return SUMMARIES.good + STANDINGS[standing]
  if (seen !== 'unknown' || !isPast) return SUMMARIES[seen]
  return `${SUMMARIES.unknown}: the block may be too new, older than the token, or older than the endpoint’s history`
}

/** Explain a check to staff: every part of the gate, what was found for it, where and when. */
export function formatCheck({
  requirement,
  standing,
  report,
  verdict,
  at,
  names,
  shop,
}: FormatCheckParameters): CheckView {
  const seen = toVerdict(verdict.kind, false)
  const format = (root: RequirementReport) =>
    formatNode({ report: root, isNot: false, timeZone: shop.ianaTimezone })
  const { now, before } = report
  return {
    verdict: seen,
    summary: formatSummary({ seen, standing, isPast: at !== null }),
    names,
    parts: [
      { title: before ? 'Now' : at ? 'As of that block' : null, root: format(now) },
      ...(before ? [{ title: `${formatHeldFor(requirement)} ago`, root: format(before) }] : []),
    ],
  }
}

type Part = { readonly isNot: boolean; readonly timeZone: string }

function formatNode({ report, ...part }: Part & { report: RequirementReport }): CheckedNode {
  const verdict = toVerdict(report.verdict, part.isNot)
  if (report.kind === 'condition')
    return { verdict, ...formatCheckedCondition({ report, timeZone: part.timeZone }) }
  const isNot = report.kind === 'not' ? !part.isNot : part.isNot
  return {
    verdict,
    title: formatTitle(report),
    of: listParts(report).map((each) => formatNode({ report: each, isNot, timeZone: part.timeZone })),
  }
}

/** Show "not any of" as "none of". */
function listParts({ kind, of }: GroupReport): readonly RequirementReport[] {
  const [only] = of
  return kind === 'not' && only?.kind === 'any' ? only.of : of
}

function formatTitle({ kind, count, of }: GroupReport): string {
  switch (kind) {
    case 'all':
      return of.length === 1 ? 'This condition' : 'All of these'
    case 'any':
      return 'Any one of these'
    case 'atLeast':
      return `At least ${count} of these`
    case 'not':
      return 'None of these'
  }
}

/** Inside "none of", a met condition keeps the gate closed. */
export function toVerdict(verdict: RequirementReport['verdict'], isNot: boolean): CheckVerdict {
  if (verdict === 'unchecked') return 'unknown'
  return (verdict === 'met') === isNot ? 'bad' : 'good'
}
