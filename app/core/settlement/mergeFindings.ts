import { chooseGravest } from './gravity.ts'
import { listFindings } from './listFindings.ts'
import type { Findings, Settlement } from './types.ts'

/** Add the findings of an order to those that staff accepted before; of a line's findings the gravest counts. */
export function mergeFindings({
  settlement,
  before,
}: {
  settlement: Settlement
  before: Findings | undefined
}): Findings {
  const { wholeOutcome, lines } = listFindings({ settlement, accepted: undefined })
  const known = new Map(before?.lines.map(({ lineId, outcome }) => [lineId, outcome]))
  for (const { lineId, outcome } of lines) {
    known.set(lineId, chooseGravest([outcome, known.get(lineId) ?? 'none']))
  }
  return {
    wholeOutcome: chooseGravest([wholeOutcome, before?.wholeOutcome ?? 'none']),
    lines: [...known].sort(([a], [b]) => a - b).map(([lineId, outcome]) => ({ lineId, outcome })),
  }
}
