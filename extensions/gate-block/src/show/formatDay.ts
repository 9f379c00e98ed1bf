/** Format the day of an instant in unix seconds, in the shopper's time zone. */
export function formatDay(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(at * 1000)
}
