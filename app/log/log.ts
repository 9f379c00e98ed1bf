import { createLineWriter, type LineStream } from './createLineWriter.ts'
import { createLog, LOG_FORMATS, LOG_LEVELS } from './createLog.ts'

/*
 * The one log of this process. It is made before the environment is checked, so that the check can be logged: a wrong
 * variable counts as unset here, and `env.server.ts` refuses it.
 */
const { LOG_LEVEL, LOG_FORMAT } = process.env
const isTerminal = process.stdout.isTTY === true
/** About a hundred thousand lines. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024

// A reader of the log that goes away must not end the server: its lines are lost until it is back.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

// Writing to files and terminals is synchronous, so that the last line before the end of a process is written.
const [write, writeUrgent] = [openWriter(process.stdout), openWriter(process.stderr)]

export const log = createLog({
  level: LOG_LEVELS.find((level) => level === LOG_LEVEL) ?? 'info',
  format: LOG_FORMATS.find((format) => format === LOG_FORMAT) ?? (isTerminal ? 'text' : 'json'),
  write: (line, isUrgent) => (isUrgent ? writeUrgent : write)(line),
})

function openWriter(stream: LineStream): (line: string) => void {
  return createLineWriter({
    stream,
    mostBytes: MOST_WAITING_BYTES,
    tellLost: (count) => log.warn(`The reader of the log was too slow, so ${count} lines were dropped.`),
  })
}
