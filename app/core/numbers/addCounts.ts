import { addDays } from './days.ts'
import type { Period } from './period.ts'
import { ANSWER_OUTCOMES, type AnswerOutcome, type DayCount } from './types.ts'

export type Refusal = Exclude<AnswerOutcome, 'open'>

/** The numbers of a day or a period. Amounts are in 1/1000 of the shop's currency unit. */
export type Numbers = {
  /** Unlocks and refusals together. */
  readonly attempts: number
  readonly unlocks: number
  readonly refused: number
  readonly refusals: Readonly<Record<Refusal, number>>
  /** Holders who had opened the gate on an earlier day. */
  readonly returning: number
  readonly orders: number
  readonly revenue: bigint
  readonly discount: bigint
}
export type DayNumbers = Numbers & { readonly dayOn: string }

export const REFUSALS = ANSWER_OUTCOMES.filter((outcome): outcome is Refusal => outcome !== 'open')

/** Add counters up. */
export function addCounts(counts: readonly Omit<DayCount, 'dayOn'>[]): Numbers {
  const of = (kind: DayCount['kind']) => counts.filter((one) => one.kind === kind)
  const count = (kind: DayCount['kind']) => of(kind).reduce((sum, one) => sum + one.count, 0)
  const amount = (kind: DayCount['kind']) => of(kind).reduce((sum, one) => sum + one.amount, 0n)
  const refusals = Object.fromEntries(REFUSALS.map((kind) => [kind, count(kind)])) as Record<Refusal, number>
  const refused = REFUSALS.reduce((sum, kind) => sum + refusals[kind], 0)
  const unlocks = count('open')
  return {
    attempts: unlocks + refused,
    ...{ unlocks, refused, refusals },
    returning: count('returning'),
    orders: count('order'),
    revenue: amount('order'),
    discount: amount('discount'),
  }
}

/** Add counters up by day, with every day of the period, earliest first. */
export function listDayNumbers({
  counts,
  period: { from, to },
}: {
  counts: readonly DayCount[]
  period: Pick<Period, 'from' | 'to'>
}): DayNumbers[] {
  const byDay = new Map<string, DayCount[]>()
  for (const one of counts) byDay.set(one.dayOn, [...(byDay.get(one.dayOn) ?? []), one])
  const days: DayNumbers[] = []
  for (let dayOn = from; dayOn <= to; dayOn = addDays(dayOn, 1)) {
    days.push({ dayOn, ...addCounts(byDay.get(dayOn) ?? []) })
  }
  return days
}

/** The numbers of some days in a row. */
export type SpanNumbers = Numbers & { readonly from: string; readonly to: string }

/** The most days that are shown one by one. */
const MOST_SINGLE = 92
const WEEK = 7

/** Split days into the spans that people are shown: each day alone, or weeks in a long period. The last may be shorter. */
export function splitSpans(days: readonly DayNumbers[]): SpanNumbers[] {
  const length = days.length > MOST_SINGLE ? WEEK : 1
  const spans: SpanNumbers[] = []
  for (let start = 0; start < days.length; start += length) {
    const [first, ...others] = days.slice(start, start + length)
    if (!first) continue
    const to = others.at(-1)?.dayOn ?? first.dayOn
    spans.push({ ...others.reduce<Numbers>(mergeNumbers, first), from: first.dayOn, to })
  }
  return spans
}

function mergeNumbers(a: Numbers, b: Numbers): Numbers {
  const refusals = Object.fromEntries(
    REFUSALS.map((kind) => [kind, a.refusals[kind] + b.refusals[kind]]),
  ) as Record<Refusal, number>
  return {
    attempts: a.attempts + b.attempts,
    unlocks: a.unlocks + b.unlocks,
    refused: a.refused + b.refused,
    refusals,
    returning: a.returning + b.returning,
    orders: a.orders + b.orders,
    revenue: a.revenue + b.revenue,
    discount: a.discount + b.discount,
  }
}
