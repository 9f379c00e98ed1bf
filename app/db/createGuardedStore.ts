import { UpstreamError } from '../core/errors/base.ts'

/** For `Retry-After`: PostgreSQL restarts within seconds after a crash. */
const RETRY_AFTER_SECONDS = 5

/**
 * Make every call of a port throw ERR_DATABASE_AWAY if the database does not answer, or stores nothing. Other errors
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

/** Tell the operator why the database stores nothing, once for many statements that fail at the same time. */
export function createStateWarning(warn: (sentence: string) => void): (error: unknown) => void {
  const warnedAt = new Map<State, number>()
  return (error) => {
    const state = findState(error)
    const lastAt = state && warnedAt.get(state)
    if (!state || (lastAt !== undefined && performance.now() - lastAt < WARN_EVERY_MS)) return
    warnedAt.set(state, performance.now())
    warn(state.warning)
  }
}

/** Rethrow an error. @throws {UpstreamError} ERR_DATABASE_AWAY in place of a lost connection, or if nothing is stored */
export function throwDatabaseAway(error: unknown): never {
  const state = findState(error)
  if (!state && !isConnectionLoss(error)) throw error
  throw new UpstreamError(
    'ERR_DATABASE_AWAY',
    state?.message ?? 'The database of this server is not responding.',
    {
      hint: state ? 'Try again later.' : 'Try again in a few seconds.',
      details: { retryAfter: RETRY_AFTER_SECONDS },
      cause: error,
    },
  )
}

type State = { readonly codes: RegExp; readonly message: string; readonly warning: string }

/**
 * States of a database that answers and stores nothing, by PostgreSQL's codes. A statement that could not store all is
 * undone whole, so nothing is lost that was confirmed.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const STATES: readonly State[] = [
  {
    codes: /^53100$/,
    message: 'The disk of this server’s database is full.',
    warning:
      'The disk of the database is full, so nothing is saved. Free some space there. The server then continues by itself.',
  },
  {
    codes: /^58030$/,
    message: 'The disk of this server’s database failed.',
    warning:
      'The disk of the database failed to write, so nothing is saved. Check the disk, and restart the server or PostgreSQL.',
  },
  {
    codes: /^25006$/,
    message: 'The database of this server cannot be changed now.',
    warning:
      'The database is read-only, so nothing is saved. It may be a standby, or its provider has locked it. The server continues by itself when it can write.',
  },
  {
    codes: /^53300$/,
    message: 'The database of this server has no free connection.',
    warning:
      'PostgreSQL has no free connection for this server. Look in pg_stat_activity who has them, raise max_connections, or lower DATABASE_POOL. The server continues by itself when one is free.',
  },
  {
    // 55000: the database accepts no connections, as while its provider moves it.
    codes: /^(?:28...|3D000|42501|55000)$/,
    message: 'The database of this server refuses it.',
    warning:
      'PostgreSQL refuses this server. Check user, password and database in DATABASE_URL, and the rights of that user. The server continues by itself when it is let in again.',
  },
  {
    codes: /^40(?:001|P01)$/,
    message: 'The database of this server gave this up, because another request changed the same rows.',
    warning:
      "PostgreSQL gives statements up because others change the same rows at once. Let the role of DATABASE_URL have default_transaction_isolation = 'read committed', which is PostgreSQL’s own default.",
  },
  {
    codes: /^55P03$/,
    message: 'Somebody keeps what this server needs of its database.',
    warning:
      'Somebody kept a lock of the database for so long that this server gave up: another server, or a program such as psql. In PostgreSQL, pg_stat_activity and pg_blocking_pids show who. End it, and the lock ends with it.',
  },
]

function findState(error: unknown): State | undefined {
  const codes = listErrors(error).flatMap((one) => one.codes)
  return STATES.find((state) => codes.some((code) => state.codes.test(code)))
}

/** Whether the database answered that it stores nothing now: its disk is full, it is read-only, or it lets this server in no more. */
export function isUnwritable(error: unknown): boolean {
  return findState(error) !== undefined
}

/** Whether PostgreSQL answered that nothing may be changed. */
export function isReadOnly(error: unknown): boolean {
  return listErrors(error).some(({ codes }) => codes.includes('25006'))
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
  // This process or machine has no descriptor for another connection.
  'EMFILE',
  'ENFILE',
])
/**
 * PostgreSQL: class 08, shutdown, crash, starting up, too many connections, no memory, and its three timeouts
 * (statement, idle transaction, idle session).
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATE = /^(?:08...|57P0[1235]|53[234]00|57014|25P03)$/
/** Prisma: not reachable, timed out, closed, no free connection, a transaction that cannot begin or continue. */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])
/** Error kinds of Prisma's driver adapter. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])
/** Messages of `pg` errors that have no code. */
const WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|The server does not support SSL connections)/
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
