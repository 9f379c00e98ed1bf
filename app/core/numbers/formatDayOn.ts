import { formatLocalTime } from '../gate/localTime.ts'

/** Format the day of an instant (unix seconds) on the clock of a time zone: `YYYY-MM-DD`. */
export function formatDayOn(parameters: { at: number; ianaTimezone: string }): string {
  return formatLocalTime(parameters).slice(0, 10)
}
