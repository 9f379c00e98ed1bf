import type { Settlement } from '../../core/settlement/types.ts'

/** The word of the orders that a gate has to do with. */
export function formatGateWord(gate: number): string {
  return `gate ${gate}`
}

/** The word of an order's name: from its first digit, because merchants leave out what is before the number. */
export function formatNameWord(name: string): string {
  const lower = name.toLowerCase()
  return `name ${/[0-9].*/s.exec(lower)?.[0] ?? lower}`
}

/** List what the list of orders finds a settlement by: its name, and the gates that it names. */
export function listWords({ name, settlement }: { name: string; settlement: Settlement }): string[] {
  const { gates, reasons, lines } = settlement
  const named = [
    ...[...gates, ...reasons, ...lines.flatMap((line) => line.reasons)].flatMap((one) =>
      'gate' in one && typeof one.gate === 'number' ? [one.gate] : [],
    ),
    ...lines.flatMap((line) => [...line.gates, ...line.closedGates]),
  ]
  return [formatNameWord(name), ...[...new Set(named)].map(formatGateWord)]
}
