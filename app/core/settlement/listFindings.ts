import { chooseGravest, isFinding } from './gravity.ts'
import type { Findings, LineOutcome, Settlement } from './types.ts'

/**
 * List the findings of an order, except those that staff accepted. A finding graver than the accepted one is listed.
 */
export function listFindings({
  settlement,
  accepted,
}: {
  settlement: Pick<Settlement, 'wholeOutcome' | 'lines'>
  accepted: Findings | undefined
}): Findings {
  const isOpen = (outcome: LineOutcome, fine: LineOutcome = 'none') =>
    isFinding(outcome) && chooseGravest([outcome, fine]) !== fine
  const fineOf = new Map(accepted?.lines.map(({ lineId, outcome }) => [lineId, outcome]))
  return {
    wholeOutcome: isOpen(settlement.wholeOutcome, accepted?.wholeOutcome) ? settlement.wholeOutcome : 'none',
    lines: settlement.lines
      .filter(({ lineId, outcome }) => isOpen(outcome, fineOf.get(lineId)))
      .map(({ lineId, outcome }) => ({ lineId, outcome }))
      .sort((a, b) => a.lineId - b.lineId),
  }
}

/** Format findings, so that staff accept only what they saw: `duplicate`, `none 501:unproved 502:suspect`. */
export function formatFindings({ wholeOutcome, lines }: Findings): string {
  return [wholeOutcome, ...lines.map(({ lineId, outcome }) => `${lineId}:${outcome}`)].join(' ')
}
