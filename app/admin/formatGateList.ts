import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import type { Progress } from '../core/publication/findProgress.ts'
import { formatGateRow } from './formatGateRow.ts'
import { formatTimeZone } from './formatInstant.ts'
import { formatProgress } from './formatProgress.ts'
import type { GateRowView, ProgressView } from './views.ts'

export type GateListView = {
  readonly gates: GateRowView[]
  readonly timeZone: string
  /** The products whose pictures the list shows. */
  readonly firstProductIds: number[]
  readonly progress: ProgressView | null
}

/** Format the list of gates. */
export function formatGateList({
  shop,
  gates,
  progress,
  now,
}: {
  shop: Shop
  gates: readonly Gate[]
  progress: Progress | null
  now: number
}): GateListView {
  const updating = new Set(progress?.gates.map(({ number }) => number))
  const rows = gates.map((gate) => formatGateRow({ gate, shop, now, isUpdating: updating.has(gate.number) }))
  return {
    gates: rows,
    timeZone: formatTimeZone(shop.ianaTimezone),
    firstProductIds: rows.flatMap(({ subject }) => subject.productId ?? []),
    progress: formatProgress({ progress, shop, now }),
  }
}
