import type { Shop } from '../../core/gate/shop.ts'
import type { GateChoice } from '../../core/gate/types.ts'
import {
  type DayNumbers,
  type Numbers,
  REFUSALS,
  type SpanNumbers,
  splitSpans,
} from '../../core/numbers/addCounts.ts'
import { composePeriodBefore, type Period } from '../../core/numbers/period.ts'
import { formatDay, formatDays } from '../formatDays.ts'
import { formatTimeZone } from '../formatInstant.ts'
import { formatMoney } from '../formatMoney.ts'
import { formatGateChoices } from '../page/formatGateChoices.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import type { NumbersView, RecentView, RefusalView, RowView, ScopeView, TileView } from './views.ts'

/** What the pages of numbers and of the log are about. */
export type Scope = {
  readonly shop: Shop
  readonly today: string
  readonly period: Period
  readonly gate: { readonly number: number; readonly name: string } | null
  readonly choices: readonly GateChoice[]
}

type PeriodNumbers = {
  readonly days: readonly DayNumbers[]
  readonly totals: Numbers
  readonly before: Numbers | null
  readonly firstDay: string | null
}

/** Format the numbers of a period. */
export function formatNumbers(found: Scope & PeriodNumbers): NumbersView {
  const { shop, period, days, totals, before, firstDay } = found
  const spans = splitSpans(days)
  const compared = formatDays(composePeriodBefore(period))
  return {
    ...formatScope(found),
    isNew: isNew({ totals, firstDay }),
    tiles: formatTiles({ totals, before, currency: shop.currencyCode }),
    comparison: before
      ? `Compared with ${compared}.`
      : `There is nothing to compare with: Palisade wasn’t counting for all of ${compared}.`,
    isByWeek: spans.length < days.length,
    rows: spans.map((span) => formatRow(span, shop.currencyCode)),
    refusals: formatRefusals(totals),
    currency: shop.currencyCode,
  }
}

/** Format the numbers that home shows. */
export function formatRecent({
  shop,
  days,
  totals,
  before,
  firstDay,
}: Pick<Scope, 'shop'> & PeriodNumbers): RecentView {
  return {
    isNew: isNew({ totals, firstDay }),
    // Whoever comes back is a question for Analytics.
    tiles: formatTiles({ totals, before, currency: shop.currencyCode }).slice(0, -1),
    rows: splitSpans(days).map((span) => formatRow(span, shop.currencyCode)),
  }
}

/** Whether there is nothing to show yet. An order may come before the first answer that was counted. */
function isNew({ totals, firstDay }: Pick<PeriodNumbers, 'totals' | 'firstDay'>): boolean {
  return firstDay === null && totals.orders === 0
}

/** Format what the pages of numbers and of the log have in common. */
export function formatScope({ shop, today, period, gate, choices }: Scope): ScopeView {
  const { from, to, days } = period
  return {
    period: { days, from, until: to, today, label: formatDays(period) },
    gate: gate === null ? '' : String(gate.number),
    gateName: gate?.name ?? null,
    choices: formatGateChoices(choices),
    timeZone: formatTimeZone(shop.ianaTimezone),
  }
}

/** Format the figures of a period, each compared with the period before. */
function formatTiles({
  totals,
  before,
  currency,
}: {
  totals: Numbers
  before: Numbers | null
  currency: string
}): TileView[] {
  const count = (
    label: string,
    key: 'unlocks' | 'refused' | 'orders' | 'returning',
    note: string | null = null,
  ) => ({
    ...{ label, note, value: formatWhole(totals[key]) },
    change: before && formatChange(totals[key], before[key]),
  })
  const money = (label: string, key: 'revenue' | 'discount') => ({
    ...{ label, note: null, value: formatMoney(totals[key], currency) },
    change: before && formatChange(Number(totals[key]), Number(before[key])),
  })
  const attempts = `of ${formatWhole(totals.attempts)} ${totals.attempts === 1 ? 'attempt' : 'attempts'}`
  return [
    count('Unlocks', 'unlocks', attempts),
    count('Refusals', 'refused'),
    count('Orders', 'orders'),
    money('Revenue', 'revenue'),
    money('Discount given', 'discount'),
    count('Returning holders', 'returning'),
  ]
}

/** Format a change in percent: `+12%`. Null if neither period has anything. */
function formatChange(now: number, before: number): string | null {
  if (now === before) return now === 0 ? null : 'no change'
  if (before === 0) return 'none before'
  const percent = Math.round(((now - before) / before) * 100)
  return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${formatWhole(Math.abs(percent))}%`
}

function formatRow(span: SpanNumbers, currency: string): RowView {
  const { from, to, unlocks, refused } = span
  return {
    key: from,
    label: from === to ? formatDay(from) : formatDays({ from, to }).replace(/ \d{4}$/, ''),
    ...{ unlocks, refused },
    cells: [
      ...[span.attempts, unlocks, refused, span.returning, span.orders].map(formatWhole),
      formatMoney(span.revenue, currency),
      formatMoney(span.discount, currency),
    ],
  }
}

function formatRefusals({ refused, refusals }: Numbers): RefusalView[] {
  return REFUSALS.filter((kind) => refusals[kind] > 0)
    .sort((a, b) => refusals[b] - refusals[a])
    .map((kind) => {
      const percent = (refusals[kind] / refused) * 100
      return {
        outcome: kind,
        label: OUTCOME_WORDS[kind].reason,
        count: formatWhole(refusals[kind]),
        share: percent < 1 ? 'under 1%' : `${Math.round(percent)}%`,
        percent,
      }
    })
}

function formatWhole(count: number): string {
  return new Intl.NumberFormat('en').format(count)
}
