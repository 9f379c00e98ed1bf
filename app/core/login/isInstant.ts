const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/**
 * Whether a text is a date and time of the calendar. Leap seconds are none: no clock here knows them.
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function isInstant(text: string): boolean {
  const [, year, month, day] = INSTANT.exec(text) ?? []
  if (!year || !month || !day) return false
  // A day past its month's end would roll over into the next month.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return Number(month) >= 1 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
