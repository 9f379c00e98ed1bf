import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import { formatGateRow } from './formatGateRow.ts'
import { formatTimeZone } from './formatInstant.ts'
import type { GateRowView } from './views.ts'

/** The list of gates, and the products whose pictures it shows. */
export function formatGateList({ shop, gates, now }: { shop: Shop; gates: readonly Gate[]; now: number }): {
  gates: GateRowView[]
  timeZone: string
  firstProductIds: number[]
} {
  const rows = gates.map((gate) => formatGateRow({ gate, shop, now }))
  return {
    gates: rows,
    timeZone: formatTimeZone(shop.ianaTimezone),
    firstProductIds: rows.flatMap(({ subject }) => subject.productId ?? []),
  }
}
