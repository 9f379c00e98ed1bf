import type { Shop } from '../../core/gate/shop.ts'
import type {
  CheckReport,
  ConditionReport,
  RequirementReport,
  Verdict,
} from '../../core/requirement/types.ts'
import { formatPlain } from '../formatPlain.ts'
import { toVerdict } from './formatCheck.ts'
import { formatCheckedCondition } from './formatCheckedCondition.ts'
import type { CheckedWallet } from './views.ts'

type Entry =
  | { readonly kind: 'checked'; readonly report: CheckReport; readonly verdict: Verdict }
  | { readonly kind: 'unread-name' }

/** Format the check of each wallet of a list: whether it passes, and if not, the conditions that are not met. */
export function formatCheckedList({
  entries,
  texts,
  shop,
}: {
  readonly entries: readonly Entry[]
  /** The wallets as typed, in the order of the entries. */
  readonly texts: readonly string[]
  readonly shop: Shop
}): CheckedWallet[] {
  return entries.map((entry, i) => {
    const text = texts[i] ?? ''
    if (entry.kind === 'unread-name')
      return { text, verdict: 'unknown', reasons: ['No wallet was found for this name'] }
    const verdict = toVerdict(entry.verdict.kind, false)
    const { now, before } = entry.report
    const parts = [...listWrong(now, false), ...(before ? listWrong(before, false) : [])]
    const reasons = verdict === 'good' ? [] : parts.map((report) => formatReason(report, shop.ianaTimezone))
    return { text, verdict, reasons: [...new Set(reasons)] }
  })
}

/** The conditions that are not as the gate requires. Inside "none of", those are the ones that are met. */
function listWrong(report: RequirementReport, isNot: boolean): ConditionReport[] {
  if (toVerdict(report.verdict, isNot) === 'good') return []
  if (report.kind === 'condition') return [report]
  return report.of.flatMap((part) => listWrong(part, report.kind === 'not' ? !isNot : isNot))
}

function formatReason(report: ConditionReport, timeZone: string): string {
  const { sentence, outcome } = formatCheckedCondition({ report, timeZone })
  return `${formatPlain(sentence)}: ${outcome}`
}
