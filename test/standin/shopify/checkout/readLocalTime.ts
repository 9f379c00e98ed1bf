export type ReadLocalTimeParameters = {
  /** Unix seconds. */
  now: number
  ianaTimezone: string
}

/** Local date and time of the shop. */
export type LocalClock = {
  /** `YYYY-MM-DD`. */
  date: string
  /** `HH:MM:SS`. */
  time: string
}

/** Formats an instant as the shop's local date and time. */
export function readLocalTime(parameters: ReadLocalTimeParameters): LocalClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: parameters.ianaTimezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const parts = new Map(
    format.formatToParts(new Date(parameters.now * 1000)).map((part) => [part.type, part.value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  }
}
