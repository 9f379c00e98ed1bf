import { formatLocalTime } from '../../core/gate/localTime.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import type { SettlementRow, UnreadableSettlement } from '../../core/settlement/types.ts'
import type { ExportPage } from '../export/views.ts'
import { CSV_START, formatCsv, formatCsvAmount } from '../formatCsv.ts'
import { formatOrderRow } from './formatOrder.ts'
import { OUTCOME_TEXTS } from './outcomes.ts'
import { formatOrderMark } from './parseOrderQuery.ts'

/** Format a page of orders as lines of a CSV file; the first page has the head. */
export function formatOrderExport({
  shop,
  rows,
  unreadable,
  gates,
  figures,
  next,
  holding,
  isFirst,
}: {
  shop: Shop
  rows: readonly SettlementRow[]
  unreadable: readonly UnreadableSettlement[]
  gates: ReadonlyMap<number, string>
  figures: ReadonlyMap<number, { readonly revenue: bigint; readonly discount: bigint }>
  next: { readonly orderedAt: number; readonly orderId: number } | null
  holding: HoldingState | null
  isFirst: boolean
}): ExportPage {
  const { ianaTimezone, currencyCode: currency } = shop
  const head = [
    ...['Order', `Time (${ianaTimezone})`, 'Outcome', 'Findings', 'Action', 'Gates'],
    ...[`Revenue with gates (${currency})`, `Discount given (${currency})`],
  ]
  const lines = rows.map((row) => {
    const { name, outcome, summary, action } = formatOrderRow({ shop, row, gates, holding })
    const { revenue, discount } = figures.get(row.orderId) ?? { revenue: 0n, discount: 0n }
    const used = new Set(row.settlement.gates.map(({ gate }) => gates.get(gate) ?? `Gate ${gate}`))
    return [
      ...[name, formatLocalTime({ at: row.orderedAt, ianaTimezone }).replace('T', ' ')],
      ...[OUTCOME_TEXTS[outcome], summary, action?.text ?? '', [...used].join(', ')],
      ...[formatCsvAmount(revenue), formatCsvAmount(discount)],
    ]
  })
  const lost = unreadable.map(({ name }) => [name, '', 'Cannot be read by this version', '', '', '', '', ''])
  const text = formatCsv([...(isFirst ? [head] : []), ...lines, ...lost])
  return {
    text: isFirst ? CSV_START + text : text,
    rows: lines.length + lost.length,
    next: next && formatOrderMark(next),
  }
}
