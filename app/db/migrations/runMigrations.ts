import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from '../../core/errors/base.ts'
import { startTelling } from '../startTelling.ts'
import type { Migration } from './findMigrations.ts'

/** One connection to the database, used for all statements of a run. */
export type MigrationConnection = {
  readonly exec: (sql: string) => Promise<unknown>
  readonly query: (sql: string, params: readonly string[]) => Promise<readonly Record<string, unknown>[]>
  /** Run a function while no other process migrates this database. */
  readonly lock: <T>(run: () => Promise<T>) => Promise<T>
  /**
   * Tells the operator what a migration waits for. Without it nobody else uses the database, so that nothing is waited
   * for.
   */
  readonly tell?: (sentence: string) => void
}

type Run = {
  readonly connection: MigrationConnection
  readonly migrations: readonly Migration[]
}

/** A migration waits for a lock so long, and lets others through before it tries again. */
const LOCK_MS = 1_500
const PAUSE_MS = 1_500
/** PostgreSQL's `lock_not_available`. */
const NO_LOCK = '55P03'

/** Prisma's own lock number, so that `prisma migrate` and this app wait for each other. */
export const MIGRATION_LOCK = 72_707_369
// Prisma's own table, too.
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`
const READ_HISTORY = `SELECT "migration_name" AS name, "checksum" AS checksum, "finished_at" IS NOT NULL AS finished
  FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`
const RECORD = `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count")
  VALUES ($1, $2, now(), $3, 1)`

/**
 * Apply the committed migrations that the database lacks, each in its own transaction; answers their names. One that
 * makes indexes with CONCURRENTLY runs without a transaction.
 * @throws {SetupError} ERR_MIGRATION, ERR_DATABASE_NEWER
 */
export async function runMigrations(parameters: Run): Promise<string[]> {
  const { connection, migrations } = parameters
  // Lock before creating the history table: two processes that create it at once would collide in the catalogue.
  return connection.lock(async () => {
    await connection.exec(HISTORY)
    const done = await readDone({ connection, migrations })
    const applied: string[] = []
    for (const migration of migrations) {
      if (done.has(migration.name)) continue
      await runMigration({ connection, migration })
      applied.push(migration.name)
    }
    return applied
  })
}

/** Read the names of the migrations that a database has. @throws {SetupError} ERR_MIGRATION, ERR_DATABASE_NEWER */
export async function readDone({ connection, migrations }: Run): Promise<Set<string>> {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  const done = new Set<string>()
  for (const row of await connection.query(READ_HISTORY, [])) {
    const name = String(row.name)
    if (row.finished !== true) {
      throw migrationError(`The migration ${name} started on this database and did not finish.`, {
        hint: `Check the tables that it changes, then set rolled_back_at (or finished_at) of ${name} in _prisma_migrations.`,
      })
    }
    const checksum = known.get(name)
    if (checksum === undefined) {
      throw new SetupError(
        'ERR_DATABASE_NEWER',
        `The database has the migration ${name}, which this version does not know.`,
        {
          hint: 'Nothing was changed. Start the newer version of Palisade that applied it, or restore an older backup.',
        },
      )
    }
    if (checksum !== row.checksum) {
      throw migrationError(`The migration ${name} was changed after it was applied to this database.`, {
        hint: 'Restore the committed file and put the change into a new migration.',
      })
    }
    done.add(name)
  }
  return done
}

async function runMigration(parameters: {
  connection: MigrationConnection
  migration: Migration
}): Promise<void> {
  const { connection, migration } = parameters
  const steps = splitConcurrent(migration)
  const tell = connection.tell ?? (() => undefined)
  const record = () => connection.query(RECORD, [randomUUID(), migration.checksum, migration.name])
  if (steps) {
    const stopTelling = startTelling({
      tell,
      sentence: `The migration ${migration.name} makes indexes while requests go on. It waits for every transaction that began before, such as a backup.`,
    })
    try {
      for (const step of steps) await connection.exec(step)
    } catch (cause) {
      throw migrationError(`The migration ${migration.name} failed: ${messageOf(cause)}.`, {
        hint: 'Fix the problem that the message names, then start again: it is run anew from its beginning.',
        cause,
      })
    } finally {
      stopTelling()
    }
    await record()
    return
  }
  const stopTelling = startTelling({
    tell,
    sentence: `The migration ${migration.name} waits for transactions that use the tables it changes, such as a backup. Requests go on meanwhile. In PostgreSQL, pg_stat_activity shows them.`,
  })
  try {
    while (!(await runInTransaction({ connection, migration, record }))) await sleep(PAUSE_MS)
  } finally {
    stopTelling()
  }
}

/**
 * Run a migration in its transaction; false if it got no lock soon. Whoever waits for a lock keeps everybody else back
 * who comes after it, so it does not wait longer than a request may.
 * @throws {SetupError} ERR_MIGRATION
 */
async function runInTransaction({
  connection,
  migration,
  record,
}: {
  connection: MigrationConnection
  migration: Migration
  record: () => Promise<unknown>
}): Promise<boolean> {
  await connection.exec('BEGIN')
  try {
    if (connection.tell) await connection.exec(`SET LOCAL lock_timeout = ${LOCK_MS}`)
    await connection.exec(migration.sql)
    await record()
    await connection.exec('COMMIT')
    return true
  } catch (cause) {
    await connection.exec('ROLLBACK')
    if (connection.tell && Reflect.get(Object(cause), 'code') === NO_LOCK) return false
    throw migrationError(`The migration ${migration.name} failed and was undone: ${messageOf(cause)}.`, {
      hint: 'The database is unchanged. Fix the problem that the message names, then start again.',
      cause,
    })
  }
}

/**
 * Split a migration that makes indexes while requests go on: its statements, of which each runs by itself, because
 * PostgreSQL allows none in a transaction. Null for any other migration.
 */
export function splitConcurrent({ sql }: Pick<Migration, 'sql'>): string[] | null {
  if (!/^(CREATE|DROP) (UNIQUE )?INDEX CONCURRENTLY /m.test(sql)) return null
  const lines = sql.split('\n').filter((line) => !line.startsWith('--'))
  return lines
    .join('\n')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

function migrationError(message: string, options: { hint: string; cause?: unknown }): SetupError {
  return new SetupError('ERR_MIGRATION', message, options)
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
