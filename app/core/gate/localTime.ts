const PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/
const DAY = 86_400
const formats = new Map<string, Intl.DateTimeFormat>()

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
function readWallSeconds({ at, ianaTimezone }: { at: number; ianaTimezone: string }): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatFor(ianaTimezone).formatToParts(at * 1000)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}
