/** Write the day of an instant in unix seconds, by the shopper's own calendar. */
export function formatDay(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at * 1000)
}
