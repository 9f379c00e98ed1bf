import { PrismaPg } from '@prisma/adapter-pg'
import { Client, type Pool, type PoolClient } from 'pg'
import { PalisadeError, SetupError } from '../core/errors/base.ts'
import { throwDatabaseAway } from './createGuardedStore.ts'
import { createPrisma } from './createPrisma.ts'
import { createQueueByKey, type RunAlone } from './createQueueByKey.ts'
import type { Database } from './database.ts'
import type { Migration } from './migrations/findMigrations.ts'
import { runMigrations } from './migrations/runMigrations.ts'
import { openPool } from './openPool.ts'

type Settings = { readonly url: string; readonly migrations: readonly Migration[] }

const MOST_LOCKS = 3
const LOCK_WAIT_SECONDS = 30
const CONNECT_MS = 5_000

/**
 * Open a PostgreSQL database: one pool, used by Prisma and by the hot statements.
 * @throws {SetupError} ERR_ENVIRONMENT, ERR_MIGRATION
 */
export async function openPostgres({ url, migrations }: Settings): Promise<Database> {
  const applied = await runMigrationsApart({ url, migrations })
  const pool = openPool({ url, name: 'palisade', waitMs: CONNECT_MS })
  // Locks have their own connections, because the holder of a lock needs another connection for its work.
  const locks = openPool({
    ...{ url, name: 'palisade locks', most: MOST_LOCKS },
    waitMs: LOCK_WAIT_SECONDS * 1000,
  })
  let closed: Promise<void> | undefined
  const prisma = createPrisma({ adapter: new PrismaPg(pool) })
  return {
    engine: 'postgresql',
    prisma,
    applied,
    alone: lockByKey(locks),
    hot: {
      query: async (name, sql, params) => (await pool.query({ name, text: sql, values: [...params] })).rows,
    },
    close: () => {
      closed ??= prisma.$disconnect().then(async () => {
        await locks.end()
        await pool.end()
      })
      return closed
    },
  }
}

function lockByKey(locks: Pool): RunAlone {
  const queue = createQueueByKey()
  return (key, run) =>
    queue(key, async () => {
      const client = await locks.connect().catch(throwDatabaseAway)
      try {
        await lock({ client, key }).catch(throwDatabaseAway)
        return await run()
      } finally {
        // Closing the connection releases its lock in any state.
        client.release(true)
      }
    })
}

async function lock({ client, key }: { client: PoolClient; key: string }): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_WAIT_SECONDS}s'`)
  await client.query('SET statement_timeout = 0')
  await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [key])
}

/** Migrate over a separate connection, because a migration may take longer than a statement of a request. */
async function runMigrationsApart({ url, migrations }: Settings): Promise<string[]> {
  const client = new Client({
    connectionString: url,
    application_name: 'palisade migrations',
    connectionTimeoutMillis: 10_000,
  })
  // Without a listener a lost connection would end the process. The running statement fails by itself.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const connection = {
      exec: (sql: string) => client.query(sql),
      query: async (sql: string, params: readonly string[]) => (await client.query(sql, [...params])).rows,
    }
    return await runMigrations({ connection, migrations })
  } catch (cause) {
    throw cause instanceof PalisadeError ? cause : unreachable(cause)
  } finally {
    // Closing the connection releases its lock in any state.
    await client.end().catch(() => undefined)
  }
}

function unreachable(cause: unknown): SetupError {
  // An AggregateError (no address of a host answered) has an empty message.
  const reason = cause instanceof Error ? cause.message || String(Reflect.get(cause, 'code')) : String(cause)
  return new SetupError('ERR_ENVIRONMENT', `Cannot connect to PostgreSQL at DATABASE_URL: ${reason}.`, {
    hint: 'Check that PostgreSQL runs and that host, user, password and database name are right, or remove DATABASE_URL.',
    cause,
  })
}
