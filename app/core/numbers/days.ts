const FORM = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000

/** Parse a day of the calendar, `YYYY-MM-DD`; null for any other text, and for a day that does not exist. */
export function parseDayOn(text: string): string | null {
  if (!FORM.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(at) && toDayOn(at) === text ? text : null
}

/** The day that comes so many days later, or earlier if `days` is below zero. */
export function addDays(dayOn: string, days: number): string {
  return toDayOn(Date.parse(`${dayOn}T00:00:00Z`) + days * DAY_MS)
}

/** Count the days from one day to another, both included. */
export function countDays({ from, to }: { from: string; to: string }): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS + 1
}

function toDayOn(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
