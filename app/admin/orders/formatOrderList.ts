import type { Shop } from '../../core/gate/shop.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import { formatTimeZone } from '../formatInstant.ts'
import { formatOrderRow } from './formatOrder.ts'
import { formatOrderMark } from './parseOrderQuery.ts'
import type { OrderRowView } from './views.ts'

/** Format a page of orders. */
export function formatOrderList({
  shop,
  rows,
  gates,
  next,
}: {
  shop: Shop
  rows: readonly SettlementRow[]
  gates: ReadonlyMap<number, string>
  next: { readonly orderedAt: number; readonly orderId: number } | null
}): { orders: OrderRowView[]; next: string | null; timeZone: string } {
  return {
    orders: rows.map((row) => formatOrderRow({ shop, row, gates })),
    next: next && formatOrderMark(next),
    timeZone: formatTimeZone(shop.ianaTimezone),
  }
}
