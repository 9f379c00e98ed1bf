import { InputError } from '../errors/base.ts'
import { addDays, countDays, parseDayOn } from './days.ts'

/** Days of the shop's clock, both included. `days` is the length that was chosen, null for days of one's own. */
export type Period = { readonly from: string; readonly to: string; readonly days: number | null }

/** The lengths that people choose from, in days. */
export const PERIOD_LENGTHS = [7, 30, 90] as const
export const USUAL_LENGTH = 30
/** The longest period, in days. */
export const MOST_DAYS = 366

/** The period of so many days that ends today. */
export function composePeriod({ days, today }: { days: number; today: string }): Period {
  return { from: addDays(today, 1 - days), to: today, days }
}

/** The period of the same length that ends the day before. */
export function composePeriodBefore({ from, to }: Pick<Period, 'from' | 'to'>): Pick<Period, 'from' | 'to'> {
  return { from: addDays(from, -countDays({ from, to })), to: addDays(from, -1) }
}

/**
 * Parse the period of a URL: a length in days, or a first and a last day. The last thirty days if it names none.
 *
 * @throws {InputError} ERR_QUERY_INVALID
 */
export function parsePeriod({
  days,
  from,
  until,
  today,
}: {
  days: string | null
  from: string | null
  until: string | null
  today: string
}): Period {
  if (days !== null && (from !== null || until !== null)) {
    throw wrongPeriod('Choose either a number of days, or a first and a last day.')
  }
  if (from === null && until === null) {
    const length = days === null ? USUAL_LENGTH : PERIOD_LENGTHS.find((one) => String(one) === days)
    if (length === undefined) throw wrongPeriod('The period must be 7, 30 or 90 days.')
    return composePeriod({ days: length, today })
  }
  const [first, last] = [parseDayOn(from ?? ''), parseDayOn(until ?? '')]
  if (first === null || last === null) {
    throw wrongPeriod('The first and the last day must be days of the calendar, such as 2026-11-28.')
  }
  if (last < first) throw wrongPeriod('The last day is before the first.')
  if (last > today) throw wrongPeriod(`The last day has not come yet. Today is ${today} in the shop.`)
  if (countDays({ from: first, to: last }) > MOST_DAYS) {
    throw wrongPeriod(`A period has at most ${MOST_DAYS} days.`)
  }
  return { from: first, to: last, days: null }
}

function wrongPeriod(sentence: string): InputError {
  return new InputError('ERR_QUERY_INVALID', sentence, { hint: 'Open Analytics again, and choose a period.' })
}
