import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import { formatGateRow } from './formatGateRow.ts'
import { formatTimeZone } from './formatInstant.ts'
import type { GateRowView } from './views.ts'

/** The list of gates, and the products whose pictures it shows. */
export function formatGateList({ shop, gates }: { shop: Shop; gates: readonly Gate[] }): {
  gates: GateRowView[]
  timeZone: string
  firstProductIds: number[]
} {
  return {
    gates: gates.map((gate) => formatGateRow({ gate, shop })),
    timeZone: formatTimeZone(shop.ianaTimezone),
    firstProductIds: gates.flatMap((gate) => gate.subject.ids.slice(0, 1)),
  }
}
