import { readClockParts } from '../proof/readLocalClock.ts'

const PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/
const DAY = 86_400

/**
 * Read `YYYY-MM-DDTHH:MM` on the clock of a time zone as unix seconds; null when it is not a time.
 *
 * Of a time that the clock shows twice it is the first; one that it skips is moved on by what is skipped.
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
  // A day that is none, as the 30th of February, either does not parse or comes back as another.
  if (!Number.isFinite(shown) || new Date(shown * 1000).toISOString().slice(0, 16) !== text) return null
  const offsetAt = (at: number) => readWallSeconds({ at, ianaTimezone }) - at
  const before = shown - offsetAt(shown - DAY)
  const after = shown - offsetAt(shown + DAY)
  const fits = [before, after].filter((at) => readWallSeconds({ at, ianaTimezone }) === shown)
  return fits.length > 0 ? Math.min(...fits) : before
}

/** Write an instant as the clock of a time zone shows it: `YYYY-MM-DDTHH:MM`. */
export function formatLocalTime({ at, ianaTimezone }: { at: number; ianaTimezone: string }): string {
  return new Date(readWallSeconds({ at, ianaTimezone }) * 1000).toISOString().slice(0, 16)
}

/** What a clock shows at an instant, as if it were UTC. */
function readWallSeconds(parameters: { at: number; ianaTimezone: string }): number {
  const parts = readClockParts(parameters)
  const part = (name: string) => Number(parts[name])
  const time = [part('hour'), part('minute'), part('second')] as const
  return Date.UTC(part('year'), part('month') - 1, part('day'), ...time) / 1000
}
