import { setTimeout as sleep } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { Client, type ClientBase, type Pool } from 'pg'
import { PalisadeError, SetupError, UpstreamError } from '../core/errors/base.ts'
import { createStateWarning, isConnectionLoss, isReadOnly } from './createGuardedStore.ts'
import { createPrisma } from './createPrisma.ts'
import type { Database } from './database.ts'
import { type EndedStatement, listenToStatements } from './listenToStatements.ts'
import { LOCK_QUIET_MS, lockByKey } from './lockByKey.ts'
import type { Migration } from './migrations/findMigrations.ts'
import { MIGRATION_LOCK, runMigrations } from './migrations/runMigrations.ts'
import { openPool } from './openPool.ts'
import { startTelling } from './startTelling.ts'

type Settings = {
  readonly url: string
  readonly migrations: readonly Migration[]
  /** Maximum number of connections for statements; locks have three more. */
  readonly poolSize?: number
  /** How long to wait for the lock of another process, in milliseconds. */
  readonly lockWaitMs?: number
  /** How long a process keeps a lock of which PostgreSQL hears nothing, in milliseconds. */
  readonly lockQuietMs?: number
  /** Receives why a connection was lost, that another process migrates, or that it keeps a lock. */
  readonly warn?: ((sentence: string) => void) | undefined
  /** Receives every statement that ended; absent if nobody reads them. */
  readonly report?: ((statement: EndedStatement) => void) | undefined
}

/** With it, seven processes fit into the hundred connections that a PostgreSQL allows when it is installed. */
const DEFAULT_POOL_SIZE = 10

const MOST_LOCKS = 3
const LOCK_WAIT_MS = 30_000
const CONNECT_MS = 5_000
const LOCK_PAUSE_MS = 250
/** Told while another process migrates. */
const WAITS_FOR_LOCK =
  'Another process holds the lock for migrations of this database, and this one waits for it. In PostgreSQL, pg_stat_activity shows it as "palisade migrations".'

/**
 * Open a PostgreSQL database: one pool, used by Prisma and by the hot statements.
 * @throws {SetupError} ERR_ENVIRONMENT, ERR_MIGRATION, ERR_DATABASE_NEWER
 * @throws {UpstreamError} ERR_DATABASE_AWAY
 */
export async function openPostgres({
  url,
  migrations,
  poolSize = DEFAULT_POOL_SIZE,
  lockWaitMs = LOCK_WAIT_MS,
  lockQuietMs = LOCK_QUIET_MS,
  warn = () => undefined,
  report,
}: Settings): Promise<Database> {
  const applied = await runMigrationsApart({ url, migrations, warn })
  const pool = openPool({ url, name: 'palisade', most: poolSize, waitMs: CONNECT_MS, warn })
  if (report) listenToStatements({ pool, report })
  // Locks have their own connections, because the holder of a lock needs another connection for its work.
  const locks = openPool({
    ...{ url, name: 'palisade locks', most: MOST_LOCKS },
    waitMs: LOCK_WAIT_MS,
    warn,
  })
  let closed: Promise<void> | undefined
  const prisma = createPrisma({ adapter: new PrismaPg(pool) })
  return {
    engine: 'postgresql',
    prisma,
    applied,
    alone: lockByKey({ locks, waitMs: lockWaitMs, quietMs: lockQuietMs, warn: createStateWarning(warn) }),
    hot: {
      query: async (name, sql, params) => (await pool.query({ name, text: sql, values: [...params] })).rows,
    },
    countConnections: () => ({
      requests: toCounts(pool),
      locks: toCounts(locks),
    }),
    close: () => {
      closed ??= prisma.$disconnect().then(async () => {
        await locks.end()
        await pool.end()
      })
      return closed
    },
  }
}

function toCounts({ totalCount: total, idleCount: idle, waitingCount: waiting }: Pool) {
  return { total, idle, waiting }
}

/**
 * Migrate over connections of its own, because a migration may take longer than a statement of a request. One holds the
 * lock in a transaction while the other migrates.
 */
async function runMigrationsApart({
  url,
  migrations,
  warn = () => undefined,
}: Pick<Settings, 'url' | 'migrations' | 'warn'>): Promise<string[]> {
  const [client, locker] = [openClient(url), openClient(url)]
  try {
    await client.connect()
    // A role may have limits for requests, and a migration may take longer than any of them.
    for (const limit of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'])
      await client.query(`SET ${limit} = 0`)
    const connection = {
      tell: warn,
      exec: (sql: string) => client.query(sql),
      query: async (sql: string, params: readonly string[]) => (await client.query(sql, [...params])).rows,
      lock: async <T>(run: () => Promise<T>) => {
        await locker.connect()
        const stopTelling = startTelling({ tell: warn, sentence: WAITS_FOR_LOCK })
        try {
          await lockForMigrations(locker)
        } finally {
          stopTelling()
        }
        return await run()
      },
    }
    return await runMigrations({ connection, migrations })
  } catch (cause) {
    throw cause instanceof PalisadeError ? cause : unreachable(cause)
  } finally {
    // Closing the connection ends its transaction, and with it the lock, in any state.
    for (const one of [locker, client]) await one.end().catch(() => undefined)
  }
}

/**
 * Lock until the connection's transaction ends. It asks again and again: a statement that waits for the lock would keep
 * the process that has it from making an index, which waits for all statements that began before.
 */
async function lockForMigrations(client: ClientBase): Promise<void> {
  for (;;) {
    await client.query('BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0')
    // Without a parameter: a statement that has one keeps its view of the data until the next, and indexes wait for it.
    const { rows } = await client.query(`SELECT pg_try_advisory_xact_lock(${MIGRATION_LOCK}) AS is_mine`)
    if (rows[0]?.is_mine === true) return
    await client.query('ROLLBACK')
    await sleep(LOCK_PAUSE_MS)
  }
}

/** Make a client for work outside of the pool. Without `mostMs` a statement may take any time. */
export function openClient(url: string, { mostMs }: { mostMs?: number } = {}): Client {
  const client = new Client({
    connectionString: url,
    application_name: 'palisade migrations',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...(mostMs !== undefined && { query_timeout: mostMs }),
  })
  // Without a listener a lost connection would end the process. The running statement fails by itself.
  client.on('error', () => undefined)
  return client
}

/** Explain why no connection could be made. */
export function unreachable(cause: unknown): PalisadeError {
  // An AggregateError (no address of a host answered) has an empty message.
  const reason = cause instanceof Error ? cause.message || String(Reflect.get(cause, 'code')) : String(cause)
  // At a start this is a wrong URL more often than a server that has changed.
  const hasNoTls = reason.startsWith('The server does not support SSL')
  if (isConnectionLoss(cause) && !hasNoTls)
    return new UpstreamError('ERR_DATABASE_AWAY', `PostgreSQL at DATABASE_URL does not answer: ${reason}.`, {
      hint: 'Check that PostgreSQL runs, and that host and port are right.',
      cause,
    })
  if (isReadOnly(cause))
    return new UpstreamError('ERR_DATABASE_AWAY', `PostgreSQL at DATABASE_URL is read-only: ${reason}.`, {
      hint: 'Check that it is no standby, and that its provider has not locked it.',
      cause,
    })
  if (Reflect.get(Object(cause), 'code') === '55000')
    return new UpstreamError('ERR_DATABASE_AWAY', `PostgreSQL at DATABASE_URL lets nobody in: ${reason}.`, {
      hint: 'Wait until its provider has moved it, or allow connections: ALTER DATABASE … ALLOW_CONNECTIONS true.',
      cause,
    })
  const isEncryption = /ssl|certificate/i.test(reason)
  return new SetupError('ERR_ENVIRONMENT', `Cannot connect to PostgreSQL at DATABASE_URL: ${reason}.`, {
    hint: isEncryption
      ? 'Check sslmode and sslrootcert in it. sslmode=require also checks the certificate; with uselibpqcompat=true beside it, it only encrypts.'
      : 'Check that user, password and database name are right, or remove DATABASE_URL.',
    cause,
  })
}
