export type FormatUntilParameters = { readonly at: number; readonly now: number; readonly locale: string }

/** Write an instant in the shopper's own time, with the weekday when it is not today. */
export function formatUntil(parameters: FormatUntilParameters): string {
  const { at, now, locale } = parameters
  const date = new Date(at * 1000)
  const isToday = date.toDateString() === new Date(now * 1000).toDateString()
  const format: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
  return new Intl.DateTimeFormat(locale, isToday ? format : { ...format, weekday: 'short' }).format(date)
}
