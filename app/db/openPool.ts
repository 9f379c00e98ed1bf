import { type ClientBase, Pool } from 'pg'
import { formatSettings, PLAN_SETTINGS } from './planSettings.ts'

/** PostgreSQL ends a statement, or an idle transaction, after this time. */
const STATEMENT_MS = 30_000
/** A statement gives up after waiting so long for a row that somebody else keeps. */
const LOCK_MS = 10_000
const SETTINGS = {
  lock_timeout: LOCK_MS,
  statement_timeout: STATEMENT_MS,
  idle_in_transaction_session_timeout: STATEMENT_MS,
  ...PLAN_SETTINGS,
}
/** A connection that does not answer for this long is lost, because PostgreSQL ends statements sooner. */
const SILENCE_MS = 35_000
const WARN_EVERY_MS = 10_000

/**
 * Open a pool whose connections may break at any time without ending the process, and whose calls never wait forever.
 *
 * The pool does not listen to a client that is checked out, and an `error` event without a listener ends the process.
 * So each client gets a listener when it is made. The statement on a broken client fails by itself, and the pool drops
 * the client.
 */
export function openPool(parameters: {
  url: string
  /** The `application_name` that PostgreSQL shows. */
  name: string
  /** Maximum number of connections; by default the driver's ten. */
  most?: number
  /** How long to wait for a connection, in milliseconds. */
  waitMs: number
  /** Receives why a connection was lost. */
  warn?: ((sentence: string) => void) | undefined
}): Pool {
  const { url, name, most, waitMs, warn = () => undefined } = parameters
  const tell = createWarning(warn)
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: waitMs,
    query_timeout: SILENCE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(most !== undefined && { max: most }),
    onConnect: async (client: ClientBase) => {
      client.on('error', tell)
      // Not as startup parameters: poolers such as PgBouncer refuse those.
      await client.query(formatSettings(SETTINGS))
    },
  })
  pool.on('error', tell)
  return pool
}

/** Log one warning for many connections that break at the same time. */
function createWarning(warn: (sentence: string) => void): (error: Error) => void {
  let lastAt = Number.NEGATIVE_INFINITY
  return (error) => {
    if (performance.now() - lastAt < WARN_EVERY_MS) return
    lastAt = performance.now()
    warn(`The server lost a database connection: ${error.message}`)
  }
}
