import type { Shop } from '../../core/gate/shop.ts'
import type { GateChoice } from '../../core/gate/types.ts'
import type { WaitingOrders } from '../../core/job/late.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import type { SettlementRow, UnreadableSettlement } from '../../core/settlement/types.ts'
import { formatTimeZone } from '../formatInstant.ts'
import { type FilterOption, formatGateChoices } from '../page/formatGateChoices.ts'
import { describeWaiting } from './describeWaiting.ts'
import { formatOrderRow } from './formatOrder.ts'
import { formatOrderMark } from './parseOrderQuery.ts'
import type { OrderRowView, UnreadableOrderView } from './views.ts'

/** Format a page of orders. */
export function formatOrderList({
  shop,
  rows,
  unreadable,
  gates,
  choices,
  next,
  holding,
  waiting,
}: {
  shop: Shop
  rows: readonly SettlementRow[]
  unreadable: readonly UnreadableSettlement[]
  gates: ReadonlyMap<number, string>
  choices: readonly GateChoice[]
  next: { readonly orderedAt: number; readonly orderId: number } | null
  /** Whether the app may hold orders now; null if no order of the page needs a hold. */
  holding: HoldingState | null
  /** Orders that wait for long to be settled; null if none does. */
  waiting: WaitingOrders | null
}): {
  orders: OrderRowView[]
  unreadable: UnreadableOrderView[]
  choices: FilterOption[]
  next: string | null
  timeZone: string
  /** What waits, in a few sentences; null if nothing does for long. */
  waiting: string | null
} {
  return {
    orders: rows.map((row) => formatOrderRow({ shop, row, gates, holding })),
    unreadable: unreadable.map(({ orderId, name }) => ({ orderId, name })),
    choices: formatGateChoices(choices),
    next: next && formatOrderMark(next),
    timeZone: formatTimeZone(shop.ianaTimezone),
    waiting: waiting && describeWaiting(waiting),
  }
}
