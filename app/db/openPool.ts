import { type ClientBase, Pool } from 'pg'

export type OpenPoolParameters = {
  readonly url: string
  /** What PostgreSQL shows of these connections. */
  readonly name: string
  /** How many connections at most; the driver's ten where absent. */
  readonly most?: number
  /** How long a new or free connection is waited for, in milliseconds. */
  readonly waitMs: number
}

/** PostgreSQL ends a statement, and a transaction in which nothing happens, after this. */
const STATEMENT_MS = 30_000
/** A connection that says nothing for so long is lost: PostgreSQL itself would have ended the statement before. */
const SILENCE_MS = 35_000
const WARN_EVERY_MS = 10_000

/**
 * Open a pool of connections that may all break at any time without ending the process, and that never wait for ever.
 *
 * A client that is checked out has no listener of the pool, and an `error` event without one ends the process: each
 * client gets one when it is made. What it was asked fails by itself, and the pool drops it.
 */
export function openPool({ url, name, most, waitMs }: OpenPoolParameters): Pool {
  const tell = warnNowAndThen()
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
      // Not as start parameters: poolers such as PgBouncer refuse those.
      await client.query(
        `SET statement_timeout = ${STATEMENT_MS}; SET idle_in_transaction_session_timeout = ${STATEMENT_MS}`,
      )
    },
  })
  pool.on('error', tell)
  return pool
}

/** One line for the many connections that break at once. */
function warnNowAndThen(): (error: Error) => void {
  let lastAt = Number.NEGATIVE_INFINITY
  return (error) => {
    if (performance.now() - lastAt < WARN_EVERY_MS) return
    lastAt = performance.now()
    console.warn(`A database connection was lost: ${error.message}`)
  }
}
