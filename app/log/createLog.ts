import pino, { type DestinationStream } from 'pino'
import { encodeControls } from '../core/text/encodeControls.ts'
import type { LogFields, LogPort } from '../ports/log.ts'
import { formatLine } from './formatLine.ts'
import { removeSecrets } from './removeSecrets.ts'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export const LOG_FORMATS = ['json', 'text'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]
export type LogFormat = (typeof LOG_FORMATS)[number]

export type CreateLogParameters = {
  readonly level: LogLevel
  readonly format: LogFormat
  /** Receives whole lines. As text, warnings and errors are `urgent`. */
  readonly write: (line: string, isUrgent: boolean) => void
}

/** The fields that a line may have. Others are dropped, whatever a caller passes. */
const FIELDS = {
  requestId: true,
  errorId: true,
  shop: true,
  actor: true,
  route: true,
  method: true,
  status: true,
  ms: true,
  code: true,
  job: true,
  fault: true,
} as const satisfies Record<keyof LogFields, true>
const WARN = 40

/** Make a log: one JSON object a line with level, time, msg and declared fields, or text for people. */
export function createLog({ level, format, write }: CreateLogParameters): LogPort {
  const destination: DestinationStream = {
    write: (line) => {
      if (format === 'json') return write(line, false)
      const parsed = JSON.parse(line) as Parameters<typeof formatLine>[0]
      write(formatLine(parsed), parsed.level >= WARN)
    },
  }
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters }, destination)
  const open =
    (name: Exclude<LogLevel, 'silent'>): LogPort['info'] =>
    (sentence, fields = {}) => {
      if (!log.isLevelEnabled(name)) return
      log[name](chooseFields(fields), encodeControls(removeSecrets(sentence)))
    }
  return { debug: open('debug'), info: open('info'), warn: open('warn'), error: open('error') }
}

const NUMBERS = { debug: 20, info: 30, warn: 40, error: 50 } as const
const formatters = {
  level: (label: string) => ({ level: NUMBERS[label as keyof typeof NUMBERS], severity: label }),
}

function chooseFields(fields: LogFields): LogFields {
  const known = Object.entries(fields).filter(([name, value]) => name in FIELDS && value !== undefined)
  return Object.fromEntries(known)
}
