/** A shop's wall clock: `day` is `YYYYMMDD`; `slot` 0..11 counts two-hour slots; `isBoundary` on an even full hour. */
export type LocalClock = { readonly day: string; readonly period: number; readonly isBoundary: boolean }

const formats = new Map<string, Intl.DateTimeFormat>()

/** Read the wall clock of a time zone at an instant in unix seconds. @throws {RangeError} for an unknown zone. */
export function readLocalClock({ at, ianaTimezone }: { at: number; ianaTimezone: string }): LocalClock {
  const part = readClockParts({ at, ianaTimezone })
  const hour = Number(part.hour)
  return {
    day: `${part.year}${part.month}${part.day}`,
    period: Math.floor(hour / 2),
    isBoundary: hour % 2 === 0 && part.minute === '00' && part.second === '00',
  }
}

/** Read the parts of a time zone's clock at an instant: `year`, `month`, `day`, `hour` 0..23, `minute`, `second`. */
export function readClockParts({
  at,
  ianaTimezone,
}: {
  at: number
  ianaTimezone: string
}): Record<string, string> {
  const part: Record<string, string> = {}
  for (const { type, value } of formatFor(ianaTimezone).formatToParts(at * 1000)) part[type] = value
  return part
}

/** Format a slot as in a proof: `YYYYMMDDSS`. Later slots compare greater as text. */
export function formatPeriod({ day, period }: { day: string; period: number }): string {
  return `${day}${String(period).padStart(2, '0')}`
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
