import type { SettledGate, SettlementRow } from '../settlement/types.ts'

/**
 * List the gates of an order that a receipt may attest: a line that is as it should be used them, or a discount on the
 * whole order that is. None of an order whose customer was erased.
 */
export function listReceiptUses({
  settlement,
  isRedacted,
}: Pick<SettlementRow, 'settlement' | 'isRedacted'>): readonly SettledGate[] {
  if (isRedacted) return []
  const { gates, lines, wholeOutcome } = settlement
  return gates.filter(({ gate }) => {
    const used = lines.filter((line) => line.gates.includes(gate))
    return used.length > 0
      ? used.some(({ outcome }) => outcome === 'committed')
      : wholeOutcome === 'committed'
  })
}
