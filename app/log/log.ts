import { createLog, LOG_FORMATS, LOG_LEVELS } from './createLog.ts'

/*
 * The one log of this process. It is made before the environment is checked, so that the check can be logged: a wrong
 * variable counts as unset here, and `env.server.ts` refuses it.
 */
const { LOG_LEVEL, LOG_FORMAT } = process.env
const isTerminal = process.stdout.isTTY === true

// A reader of the log that goes away must not end the server: its lines are lost until it is back.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

export const log = createLog({
  level: LOG_LEVELS.find((level) => level === LOG_LEVEL) ?? 'info',
  format: LOG_FORMATS.find((format) => format === LOG_FORMAT) ?? (isTerminal ? 'text' : 'json'),
  // Synchronous for files and terminals, so that the last line before the end of a process is written.
  write: (line, isUrgent) => void (isUrgent ? process.stderr : process.stdout).write(line),
})
