import type { InputError } from '../../core/errors/base.ts'
import { formatLocalTime } from '../../core/gate/localTime.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { type DayNumbers, REFUSALS } from '../../core/numbers/addCounts.ts'
import type { LoggedUnlock } from '../../core/numbers/types.ts'
import type { ExportPage } from '../export/views.ts'
import { CSV_START, formatCsv, formatCsvAmount } from '../formatCsv.ts'
import { describeEvent } from './describeEvent.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import { formatEventMark } from './parseAnalyticsQuery.ts'

/** Format the numbers of every day as a CSV file. */
export function formatNumbersExport({ shop, days }: { shop: Shop; days: readonly DayNumbers[] }): ExportPage {
  const { currencyCode: currency } = shop
  const head = [
    ...['Day', 'Attempts', 'Unlocks', 'Refusals'],
    ...REFUSALS.map((kind) => `Refusals: ${OUTCOME_WORDS[kind].label}`),
    ...['Returning holders', 'Orders', `Revenue (${currency})`, `Discount given (${currency})`],
  ]
  const rows = days.map((day) => [
    ...[day.dayOn, day.attempts, day.unlocks, day.refused],
    ...REFUSALS.map((kind) => day.refusals[kind]),
    ...[day.returning, day.orders, formatCsvAmount(day.revenue), formatCsvAmount(day.discount)],
  ])
  return { text: CSV_START + formatCsv([head, ...rows]), rows: rows.length, next: null }
}

/**
 * Format a page of the log as lines of a CSV file; the first page has the head.
 * @throws {InputError} ERR_QUERY_INVALID for a wallet that cannot be searched for
 */
export function formatLogExport({
  shop,
  events,
  names,
  next,
  refusedSearch,
  isFirst,
}: {
  shop: Shop
  events: readonly LoggedUnlock[]
  names: ReadonlyMap<number, string>
  next: { readonly at: number; readonly id: string } | null
  refusedSearch: InputError | null
  isFirst: boolean
}): ExportPage {
  if (refusedSearch) throw refusedSearch
  const { ianaTimezone } = shop
  const head = [
    `Time (${ianaTimezone})`,
    ...['Gate number', 'Gate', 'Revision', 'Answer', 'What the shopper read', 'Wallets'],
  ]
  const rows = events.map((event) => [
    formatLocalTime({ at: event.at, ianaTimezone }).replace('T', ' '),
    ...[event.gate, names.get(event.gate) ?? '', event.revision, OUTCOME_WORDS[event.outcome].label],
    describeEvent({ event, timeZone: ianaTimezone }).join(' '),
    event.wallets.join(' '),
  ])
  const text = formatCsv(isFirst ? [head, ...rows] : rows)
  return {
    text: isFirst ? CSV_START + text : text,
    rows: rows.length,
    next: next && formatEventMark(next),
  }
}
