import { formatPlain } from '../formatPlain.ts'
import type { GateRowView, GateStatus } from '../views.ts'

export type GateTab = 'all' | GateStatus['kind']

/** The gates a merchant is looking for: by state, and by words found in the name or the requirement. */
export function filterGates({
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
    if (tab !== 'all' && gate.status.kind !== tab) return false
    const text = `${gate.name} ${formatPlain(gate.requirement)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
