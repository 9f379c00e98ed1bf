import { formatLocalTime } from '../gate/localTime.ts'
import { removeOldest } from '../limit/removeOldest.ts'

const QUARTER = 900
/** The last answer for each zone: in a drop, thousands of events are of one quarter of an hour. */
const last = new Map<string, { readonly quarter: number; readonly day: string }>()
const MOST_ZONES = 100

/**
 * Format the day of an instant (unix seconds) on the clock of a time zone: `YYYY-MM-DD`. Days begin at full quarters of
 * an hour, in every zone (2015 to 2035).
 */
export function formatDayOn({ at, ianaTimezone }: { at: number; ianaTimezone: string }): string {
  const quarter = Math.floor(at / QUARTER)
  const known = last.get(ianaTimezone)
  if (known?.quarter === quarter) return known.day
  const day = formatLocalTime({ at, ianaTimezone }).slice(0, 10)
  last.set(ianaTimezone, { quarter, day })
  removeOldest(last, { most: MOST_ZONES })
  return day
}
