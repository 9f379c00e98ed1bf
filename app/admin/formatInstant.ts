/** Format an instant (unix seconds) in the shop's time zone: `25 Nov 2026, 14:32`. */
export function formatInstant({
  at,
  timeZone,
  hasSeconds = false,
}: {
  at: number
  timeZone: string
  hasSeconds?: boolean
}): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(hasSeconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).formatToParts(at * 1000)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  const time = `${part('hour')}:${part('minute')}${hasSeconds ? `:${part('second')}` : ''}`
  return `${part('day')} ${part('month')} ${part('year')}, ${time}`
}

/** Format a time zone for people: `New York time` for `America/New_York`. */
export function formatTimeZone(timeZone: string): string {
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  return place === 'UTC' || place === 'GMT' ? place : `${place} time`
}
