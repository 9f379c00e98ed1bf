import type { ExportPage } from '../export/views.ts'
import { CSV_START, formatCsv } from '../formatCsv.ts'
import { type FormatRedemptionsParameters, formatRedemptions } from './formatRedemptions.ts'
import { STATE_TEXTS } from './states.ts'

/** Format a page of uses as lines of a CSV file; the first page has the head. */
export function formatRedemptionExport({
  isFirst,
  ...found
}: FormatRedemptionsParameters & { readonly isFirst: boolean }): ExportPage {
  const { redemptions, next } = formatRedemptions(found)
  const head = [
    ...['Gate number', 'Gate', 'Status', 'Uses of', `Changed (${found.shop.ianaTimezone})`],
    ...['Reserved until', 'Order id'],
  ]
  const lines = redemptions.map(({ gate, state, units, changedAt, endsAt, orderId }) => [
    ...[gate.number, gate.name, STATE_TEXTS[state], units.join(', '), changedAt],
    ...[endsAt ?? '', orderId ?? ''],
  ])
  const text = formatCsv(isFirst ? [head, ...lines] : lines)
  return { text: isFirst ? CSV_START + text : text, rows: lines.length, next }
}
