import { UpstreamError } from '../core/errors/base.ts'

/** For `Retry-After`: PostgreSQL restarts within seconds after a crash. */
const RETRY_AFTER_SECONDS = 5

/**
 * Make every call of a port throw ERR_DATABASE_AWAY if the database does not answer, or its disk is full. Other errors
 * pass. `warn` is called with each error.
 */
export function createGuardedStore<Store extends object>({
  store,
  warn,
}: {
  store: Store
  warn: (error: unknown) => void
}): Store {
  const run = (call: () => unknown) => {
    const result = call()
    if (!(result instanceof Promise)) return result
    return result.catch((error: unknown) => {
      warn(error)
      throwDatabaseAway(error)
    })
  }
  const guarded = Object.entries(store).map(([name, call]) => [
    name,
    typeof call === 'function' ? (...args: readonly unknown[]) => run(() => call(...args)) : call,
  ])
  return Object.fromEntries(guarded) as Store
}

const WARN_EVERY_MS = 10_000

/** Tell the operator of a full disk, once for many statements that fail at the same time. */
export function createDiskWarning(warn: (sentence: string) => void): (error: unknown) => void {
  let warnedAt = Number.NEGATIVE_INFINITY
  return (error) => {
    if (!isDiskFull(error) || performance.now() - warnedAt < WARN_EVERY_MS) return
    warnedAt = performance.now()
    warn(
      'The disk of the database is full, so nothing is saved. Free space there: the server goes on by itself.',
    )
  }
}

/** Rethrow an error. @throws {UpstreamError} ERR_DATABASE_AWAY in place of a lost connection or a full disk */
export function throwDatabaseAway(error: unknown): never {
  const isFull = isDiskFull(error)
  if (!isFull && !isConnectionLoss(error)) throw error
  // What a statement could not store is undone whole, so a full disk loses nothing that was confirmed.
  const message = isFull
    ? 'The disk of this server’s database is full.'
    : 'The database of this server is not responding.'
  throw new UpstreamError('ERR_DATABASE_AWAY', message, {
    hint: isFull ? 'Try again later.' : 'Try again in a few seconds.',
    details: { retryAfter: RETRY_AFTER_SECONDS },
    cause: error,
  })
}

/** Error codes of a socket that cannot connect or was closed. */
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/**
 * PostgreSQL: class 08, shutdown, crash, starting up, too many connections, and its three timeouts (statement, idle
 * transaction, idle session).
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATE = /^(?:08...|57P0[1235]|53300|57014|25P03)$/
/** Prisma: not reachable, timed out, closed, no free connection, a transaction that cannot begin or continue. */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])
/** Error kinds of Prisma's driver adapter. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])
/** Messages of `pg` errors that have no code. */
const WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/
const MOST_DEPTH = 5

/**
 * Whether an error means that the database is away: the connection broke, could not be made, or gave no answer in time.
 * Also checks errors wrapped by Prisma and its adapter. Use it only for errors of this room: RPC endpoints and Shopify
 * also cause ECONNREFUSED.
 */
export function isConnectionLoss(error: unknown): boolean {
  return listErrors(error).some(({ codes, kind, message }) => {
    if (codes.some((one) => SOCKET.has(one) || PRISMA.has(one) || SQLSTATE.test(one))) return true
    return (
      (typeof kind === 'string' && KINDS.has(kind)) || (typeof message === 'string' && WORDS.test(message))
    )
  })
}

/** PostgreSQL's code for a full disk. */
const DISK_FULL = '53100'

function isDiskFull(error: unknown): boolean {
  return listErrors(error).some(({ codes }) => codes.includes(DISK_FULL))
}

type ErrorFields = { readonly codes: readonly string[]; readonly kind: unknown; readonly message: unknown }

/** The fields of an error and of those that it wraps. */
function listErrors(error: unknown, depth = 0): ErrorFields[] {
  if (typeof error !== 'object' || error === null || depth > MOST_DEPTH) return []
  const { code, originalCode, kind, message, cause, meta, errors } = error as Readonly<
    Record<string, unknown>
  >
  const codes = [code, originalCode].filter((one) => typeof one === 'string')
  // An AggregateError has one error for each address of a host.
  const inner = Array.isArray(errors) ? errors : []
  const wrapped = Reflect.get(Object(meta), 'driverAdapterError')
  const deeper = [cause, wrapped, ...inner].flatMap((one) => listErrors(one, depth + 1))
  return [{ codes, kind, message }, ...deeper]
}
