/** Format a day `YYYY-MM-DD`: `25 Nov`, or `25 Nov 2026`. */
export function formatDay(dayOn: string, { hasYear = false }: { hasYear?: boolean } = {}): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(hasYear && { year: 'numeric' }),
  }).format(Date.parse(`${dayOn}T00:00:00Z`))
}

/** Format days from one to another: `1 Nov – 30 Nov 2026`; one day alone as such. */
export function formatDays({ from, to }: { from: string; to: string }): string {
  if (from === to) return formatDay(from, { hasYear: true })
  const hasYear = from.slice(0, 4) !== to.slice(0, 4)
  return `${formatDay(from, { hasYear })} – ${formatDay(to, { hasYear: true })}`
}

/** Format the day of an instant (unix seconds) as `25 Nov 2026`, in UTC, so that server and browser agree. */
export function formatDayAt(at: number): string {
  return formatDay(new Date(at * 1000).toISOString().slice(0, 10), { hasYear: true })
}
