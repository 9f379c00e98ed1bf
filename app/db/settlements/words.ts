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

/** The word of a customer's orders. An erasure of the customer deletes it. */
export function formatCustomerWord(customerId: number | bigint | string): string {
  return `customer ${customerId}`
}

/** List what a settlement is found by: its name, the gates that it names, and its customer. */
export function listWords(order: {
  name: string
  settlement: Settlement
  customerId: number | null
}): string[] {
  const { name, customerId } = order
  const { gates, reasons, lines } = order.settlement
  const named = [
    ...[...gates, ...reasons, ...lines.flatMap((line) => line.reasons)].flatMap((one) =>
      'gate' in one && typeof one.gate === 'number' ? [one.gate] : [],
    ),
    ...lines.flatMap((line) => [...line.gates, ...line.closedGates]),
  ]
  return [
    formatNameWord(name),
    ...[...new Set(named)].map(formatGateWord),
    ...(customerId === null ? [] : [formatCustomerWord(customerId)]),
  ]
}
