import { formatPlain } from '../formatPlain.ts'
import type { GateRowView, GateStatus } from '../views.ts'

export type GateTab = 'all' | Exclude<GateStatus['kind'], 'updating'>

/** Filter gates by state, and by words of their name or requirement. */
export function listMatchingGates({
  gates,
  tab,
  query,
}: {
  gates: readonly GateRowView[]
  tab: GateTab
  query: string
}): GateRowView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return gates.filter((gate) => {
    const kind = gate.status.kind === 'updating' ? 'pending' : gate.status.kind
    if (tab !== 'all' && kind !== tab) return false
    const text = `${gate.name} ${formatPlain(gate.requirement)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
