import { UpstreamError } from '../core/errors/base.ts'

/** For `Retry-After`: PostgreSQL restarts within seconds after a crash. */
const RETRY_AFTER_SECONDS = 5

/** Make every call of a port throw ERR_DATABASE_AWAY if the database does not answer. Other errors pass. */
export function createGuardedStore<Store extends object>(store: Store): Store {
  const guarded = Object.entries(store).map(([name, call]) => [
    name,
    typeof call === 'function' ? (...args: readonly unknown[]) => runGuarded(() => call(...args)) : call,
  ])
  return Object.fromEntries(guarded) as Store
}

/** Rethrow an error. @throws {UpstreamError} ERR_DATABASE_AWAY in place of a lost connection */
export function throwDatabaseAway(error: unknown): never {
  if (!isConnectionLoss(error)) throw error
  throw new UpstreamError('ERR_DATABASE_AWAY', 'The database of this server is not responding.', {
    hint: 'Try again in a few seconds.',
    details: { retryAfter: RETRY_AFTER_SECONDS },
    cause: error,
  })
}

function runGuarded(run: () => unknown): unknown {
  const result = run()
  return result instanceof Promise ? result.catch(throwDatabaseAway) : result
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
export function isConnectionLoss(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MOST_DEPTH) return false
  const { code, originalCode, kind, message, cause, meta, errors } = error as Readonly<
    Record<string, unknown>
  >
  const codes = [code, originalCode].filter((one) => typeof one === 'string')
  if (codes.some((one) => SOCKET.has(one) || PRISMA.has(one) || SQLSTATE.test(one))) return true
  if (typeof kind === 'string' && KINDS.has(kind)) return true
  if (typeof message === 'string' && WORDS.test(message)) return true
  // An AggregateError has one error for each address of a host.
  const inner = Array.isArray(errors) ? errors : []
  const wrapped = Reflect.get(Object(meta), 'driverAdapterError')
  return [cause, wrapped, ...inner].some((one) => isConnectionLoss(one, depth + 1))
}
