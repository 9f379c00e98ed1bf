import { readClock } from '../session/readClock.ts'

const week = 6 * 24 * 3600

/**
 * Format an instant, in unix seconds, in the shopper's time zone: with the weekday if it is not today, with the date if it is six days
 * away or more.
 */
export function formatUntil(at: number, locale: string): string {
  const date = new Date(at * 1000)
  const isToday = date.toDateString() === new Date().toDateString()
  return date.toLocaleString(locale, {
    hour: 'numeric',
    minute: '2-digit',
    ...(isToday
      ? {}
      : Math.abs(at - readClock()) < week
        ? { weekday: 'short' }
        : { month: 'short', day: 'numeric' }),
  })
}
