import { PalisadeError } from './core/errors/base.ts'
import type { ErrorCode } from './core/errors/codes.ts'
import type { AnyDetails } from './core/errors/details.ts'
import { formatError } from './core/errors/formatError.ts'
import { encodeControls } from './core/text/encodeControls.ts'
import { log } from './log/log.ts'
import { removeSecrets } from './log/removeSecrets.ts'
import { statusOf } from './statusOf.ts'

export type ExplainedError = {
  readonly status: number
  readonly code: ErrorCode
  readonly msg: string
  /** Read with `findDetails`. */
  readonly details: AnyDetails | undefined
  /** The id of an internal fault, under which it is logged. */
  readonly errorId?: string
}

/**
 * Map a thrown value to a status, code and message. An internal fault is logged under an id, and the message contains
 * only that id.
 */
export function describeError(error: unknown): ExplainedError {
  if (error instanceof PalisadeError && statusOf(error.code) !== 500) {
    return {
      status: statusOf(error.code),
      code: error.code,
      msg: formatError(error),
      details: error.details,
    }
  }
  const errorId = crypto.randomUUID()
  writeFault(`request ${errorId} failed`, error, { errorId })
  const msg = `Something went wrong on this server. Try again. If it happens again, report the error id ${errorId}.`
  return { status: 500, code: 'ERR_INTERNAL', msg, details: undefined, errorId }
}

/** Log a fault with names, codes and places in the code. */
export function writeFault(sentence: string, error: unknown, fields: { errorId?: string } = {}): void {
  const [what = '', ...places] = describeFault(error).split('\n')
  log.error(`${sentence}: ${what}`, { ...fields, fault: places.join('\n') })
}

/**
 * Describe a fault for the log: names, codes and places in the code. A database's message quotes the values of the
 * statement, such as wallets, so only messages of our own errors are logged. Development logs every message: there
 * the values are made up. `NODE_ENV` must say so, because an unset one may be a production server.
 */
export function describeFault(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return typeof error
  const { code } = error as { code?: unknown }
  const showsMessage = error instanceof PalisadeError || process.env.NODE_ENV === 'development'
  // The log removes secrets from its sentence alone, and a cause is not in it.
  const message = showsMessage ? ` ${removeSecrets(error.message)}` : ''
  // The stack begins with the message, whose lines may look like places.
  const stack = (error.stack ?? '').replace(error.message, () => '')
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line))
  const cause = error.cause && depth < 3 ? `\n  caused by ${describeFault(error.cause, depth + 1)}` : ''
  const what = encodeControls(`${error.name}${typeof code === 'string' ? ` ${code}` : ''}${message}`)
  return `${what}\n${places.join('\n')}${cause}`
}
