import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PalisadeError, SetupError } from '../core/errors/base.ts'
import type { Database } from './database.ts'
import { makePrisma } from './makePrisma.ts'
import { applyMigrations } from './migrations/applyMigrations.ts'
import type { Migration } from './migrations/findMigrations.ts'
import { queueByKey, type RunAlone } from './queueByKey.ts'

export type OpenPostgresParameters = { readonly url: string; readonly migrations: readonly Migration[] }

const MOST_LOCKS = 3
const LOCK_WAIT_SECONDS = 30

/**
 * Open a PostgreSQL database: one pool, used by Prisma and by the hot statements.
 * @throws {SetupError} ERR_ENVIRONMENT, ERR_MIGRATION
 */
export async function openPostgres({ url, migrations }: OpenPostgresParameters): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'palisade',
    connectionTimeoutMillis: 10_000,
  })
  // Without a listener, one idle connection that the server closes would end the process. The pool replaces it.
  pool.on('error', (error) => console.warn(`A database connection was lost: ${error.message}`))
  // Of their own: whoever holds a lock also needs a connection for what it does.
  const locks = new Pool({ connectionString: url, application_name: 'palisade locks', max: MOST_LOCKS })
  locks.on('error', () => undefined)
  let closed: Promise<void> | undefined
  try {
    const applied = await migrate({ pool, migrations })
    const prisma = makePrisma({ adapter: new PrismaPg(pool) })
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
  } catch (error) {
    await pool.end()
    throw error
  }
}

function lockByKey(locks: Pool): RunAlone {
  const queue = queueByKey()
  return (key, run) =>
    queue(key, async () => {
      const client = await locks.connect()
      // Without a listener a connection that is lost would end the process; the next statement on it fails, if there is one.
      client.on('error', () => undefined)
      try {
        await client.query(`SET lock_timeout = '${LOCK_WAIT_SECONDS}s'`)
        await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [key])
        return await run()
      } finally {
        // Closing the connection gives up its lock, whatever state it is in.
        client.release(true)
      }
    })
}

async function migrate(parameters: { pool: Pool; migrations: readonly Migration[] }): Promise<string[]> {
  const { pool, migrations } = parameters
  const client = await pool.connect().catch((cause: unknown) => {
    throw refuse(cause)
  })
  try {
    const connection = {
      exec: (sql: string) => client.query(sql),
      query: async (sql: string, params: readonly string[]) => (await client.query(sql, [...params])).rows,
    }
    const applied = await applyMigrations({ connection, migrations })
    client.release()
    return applied
  } catch (cause) {
    // Closing the connection gives up its lock, whatever state it is in.
    client.release(true)
    throw cause instanceof PalisadeError ? cause : refuse(cause)
  }
}

function refuse(cause: unknown): SetupError {
  // An AggregateError (no address of a host answered) has an empty message.
  const reason = cause instanceof Error ? cause.message || String(Reflect.get(cause, 'code')) : String(cause)
  return new SetupError('ERR_ENVIRONMENT', `PostgreSQL does not answer as DATABASE_URL says: ${reason}.`, {
    hint: 'Check that it runs and that host, name and password are right, or leave DATABASE_URL out.',
    cause,
  })
}
