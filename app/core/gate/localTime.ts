import { readClockParts } from '../proof/readLocalClock.ts'

const PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/
const DAY = 86_400

/**
 * Parse `YYYY-MM-DDTHH:MM` on the clock of a time zone into unix seconds; null if it is not a time.
 *
 * A time that the clock shows twice means the first one. A time that the clock skips moves forward by the skipped span.
 */
export function parseLocalTime({
  text,
  ianaTimezone,
}: {
  text: string
  ianaTimezone: string
}): number | null {
  if (!PATTERN.test(text)) return null
  const shown = Date.parse(`${text}:00Z`) / 1000
  // A day that does not exist, such as the 30th of February, either does not parse or becomes another day.
  if (!Number.isFinite(shown) || new Date(shown * 1000).toISOString().slice(0, 16) !== text) return null
  const offsetAt = (at: number) => readWallSeconds({ at, ianaTimezone }) - at
  const before = shown - offsetAt(shown - DAY)
  const after = shown - offsetAt(shown + DAY)
  const fits = [before, after].filter((at) => readWallSeconds({ at, ianaTimezone }) === shown)
  return fits.length > 0 ? Math.min(...fits) : before
}

/** Format an instant as the clock of a time zone shows it: `YYYY-MM-DDTHH:MM`. */
export function formatLocalTime({ at, ianaTimezone }: { at: number; ianaTimezone: string }): string {
  return new Date(readWallSeconds({ at, ianaTimezone }) * 1000).toISOString().slice(0, 16)
}

/** When a day `YYYY-MM-DD`, or one some days later, begins in a time zone; null if there is no such day. */
export function findDayStart({
  dayOn,
  ianaTimezone,
  daysLater = 0,
}: {
  dayOn: string
  ianaTimezone: string
  daysLater?: number
}): number | null {
  const noon = Date.parse(`${dayOn}T12:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(dayOn) || !Number.isFinite(noon)) return null
  const isDay = new Date(noon).toISOString().slice(0, 10) === dayOn
  const day = new Date(noon + daysLater * DAY * 1000).toISOString().slice(0, 10)
  return isDay ? parseLocalTime({ text: `${day}T00:00`, ianaTimezone }) : null
}

/** Local time at an instant, in seconds as if it were UTC. */
function readWallSeconds(parameters: { at: number; ianaTimezone: string }): number {
  const parts = readClockParts(parameters)
  const part = (name: string) => Number(parts[name])
  const time = [part('hour'), part('minute'), part('second')] as const
  return Date.UTC(part('year'), part('month') - 1, part('day'), ...time) / 1000
}
