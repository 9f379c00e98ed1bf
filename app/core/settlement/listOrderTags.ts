import { listFindings } from './listFindings.ts'
import type { Findings, LineOutcome, Settlement } from './types.ts'

/** The order's tags at Shopify, at most 40 characters. Merchants filter and automate by them, so they never change. */
const TAGS = {
  none: null,
  committed: 'token-gate',
  suspect: 'token-gate-suspect',
  duplicate: 'token-gate-duplicate',
  unmatched: 'token-gate-unmatched',
  unproved: 'token-gate-unproved',
} as const satisfies Record<LineOutcome, string | null>

/** List the tags of an order's outcomes, without the findings that staff accepted; none if it has nothing of ours. */
export function listOrderTags({
  settlement,
  accepted,
}: {
  settlement: Pick<Settlement, 'wholeOutcome' | 'lines'>
  accepted: Findings | undefined
}): string[] {
  const { wholeOutcome, lines } = listFindings({ settlement, accepted })
  const found = [wholeOutcome, ...lines.map(({ outcome }) => outcome)]
  const all = [settlement.wholeOutcome, ...settlement.lines.map(({ outcome }) => outcome)]
  const outcomes = new Set<LineOutcome>(all.includes('committed') ? [...found, 'committed'] : found)
  return [...outcomes].flatMap((one) => TAGS[one] ?? []).sort()
}
