import type { LogFields } from '../ports/log.ts'

/** A line as pino writes it. */
export type ParsedLine = LogFields & {
  readonly level: number
  readonly severity: string
  readonly time: string
  readonly msg: string
}

/** Format a line for people: time of day, level unless it is info, sentence, fields, and a fault below it. */
export function formatLine({ level: _, severity, time, msg, fault, ...fields }: ParsedLine): string {
  const told = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  const head = [time.slice(11, 19), severity === 'info' ? '' : severity, msg, ...told]
  const line = head.filter((part) => part !== '').join(' ')
  return fault === undefined ? `${line}\n` : `${line}\n${fault}\n`
}
