import { formatInstant, formatTimeZone } from './formatInstant.ts'

/** Format an instant (unix seconds) with its time zone: `25 Nov 2026, 14:32 (Berlin time)`. */
export function formatZonedInstant({ at, timeZone }: { at: number; timeZone: string }): string {
  return `${formatInstant({ at, timeZone })} (${formatTimeZone(timeZone)})`
}
