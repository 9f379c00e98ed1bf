import type { Shop } from '../core/gate/shop.ts'
import type { Gate, UnreadableGate } from '../core/gate/types.ts'
import type { Progress } from '../core/publication/findProgress.ts'
import { formatGateRow } from './formatGateRow.ts'
import { formatTimeZone } from './formatInstant.ts'
import { formatProgress } from './formatProgress.ts'
import type { GateRowView, ProgressView, UnreadableGateView } from './views.ts'

export type GateListView = {
  readonly gates: GateRowView[]
  /** Gates whose row this version cannot read. */
  readonly unreadable: UnreadableGateView[]
  readonly timeZone: string
  /** Products whose pictures the list shows. */
  readonly firstProductIds: number[]
  readonly progress: ProgressView | null
}

/** Format the list of gates. */
export function formatGateList({
  shop,
  gates,
  unreadable,
  progress,
  now,
}: {
  shop: Shop
  gates: readonly Gate[]
  unreadable: readonly UnreadableGate[]
  progress: Progress | null
  now: number
}): GateListView {
  const updating = new Set(progress?.gates.map(({ number }) => number))
  const rows = gates.map((gate) => formatGateRow({ gate, shop, now, isUpdating: updating.has(gate.number) }))
  return {
    gates: rows,
    unreadable: unreadable.map(({ number, name }) => ({ number, name })),
    timeZone: formatTimeZone(shop.ianaTimezone),
    firstProductIds: rows.flatMap(({ subject }) => subject.productId ?? []),
    progress: formatProgress({ progress, shop, now }),
  }
}
