import { createHash } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import type { Migration } from '../../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../../app/db/openAttachedPGlite.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { openPGliteInMemory } from '../../standin/postgres/openPGliteInMemory.ts'
import { startPostgres } from '../../standin/postgres/startPostgres.ts'

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
})
const first = migration('1_first', 'CREATE TABLE one (id INT PRIMARY KEY); CREATE TABLE two (id INT);')
const second = migration('2_second', 'ALTER TABLE one ADD COLUMN name TEXT;')
const broken = migration('3_broken', 'CREATE TABLE three (id INT); ALTER TABLE nowhere ADD COLUMN x INT;')

type Reopenable = {
  readonly open: (migrations: readonly Migration[]) => Promise<Database>
  readonly end: () => Promise<void>
}

// The same database is opened again and again here, so these engines are not those of engines.ts.
async function onPGlite(): Promise<Reopenable> {
  const pglite = await openPGliteInMemory()
  return {
    open: (migrations) => openAttachedPGlite({ pglite, migrations, end: async () => {} }),
    end: () => pglite.close(),
  }
}
async function onPostgres(): Promise<Reopenable> {
  const server = await startPostgres()
  return { open: (migrations) => openPostgres({ url: server.url, migrations }), end: server.close }
}

describe.each([
  { name: 'PGlite', start: onPGlite },
  { name: 'PostgreSQL', start: onPostgres },
])('runMigrations on $name', ({ start }) => {
  let engine: Reopenable
  let opened: Database[] = []
  beforeAll(async () => {
    engine = await start()
  })
  afterAll(() => engine.end())

  const openWith = async (...migrations: Migration[]) => {
    const db = await engine.open(migrations)
    opened.push(db)
    return db
  }
  const closeAll = async () => {
    for (const db of opened) await db.close()
    opened = []
  }

  test('default: new migrations are applied in order, once', async () => {
    expect((await openWith(first)).applied).toEqual(['1_first'])
    const db = await openWith(first, second)
    expect(db.applied).toEqual(['2_second'])
    expect((await openWith(first, second)).applied).toEqual([])
    await db.hot.query('t', 'INSERT INTO one (id, name) VALUES (1, $1)', ['x'])
    const history = await db.hot.query(
      'h',
      'SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1',
      [],
    )
    expect(history).toEqual(
      [first, second].map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        applied_steps_count: 1,
        finished: true,
      })),
    )
    await closeAll()
  })

  test('refuses: a migration that fails; none of it stays and the next start tries again (ERR_MIGRATION)', async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(openWith(first, second, broken)).rejects.toMatchObject({
        code: 'ERR_MIGRATION',
        message: 'The migration 3_broken failed and was undone: relation "nowhere" does not exist.',
      })
    }
    const mended = migration('3_broken', 'CREATE TABLE three (id INT);')
    expect((await openWith(first, second, mended)).applied).toEqual(['3_broken'])
    await closeAll()
  })

  test('behavior: an index is made without a transaction; what an interrupted run has left is made again (ERR_MIGRATION)', async () => {
    const mended = migration('3_broken', 'CREATE TABLE three (id INT);')
    const before = [first, second, mended]
    const steps = (column: string) =>
      migration(
        '4_index',
        `-- A comment; with a semicolon.
DROP INDEX CONCURRENTLY IF EXISTS "one_name";
CREATE INDEX CONCURRENTLY "one_name" ON "one"("name");
DROP INDEX CONCURRENTLY IF EXISTS "one_other";
CREATE INDEX CONCURRENTLY "one_other" ON "one"("${column}");
`,
      )
    await expect(openWith(...before, steps('nowhere'))).rejects.toMatchObject({
      code: 'ERR_MIGRATION',
      message: 'The migration 4_index failed: column "nowhere" does not exist.',
    })
    const db = await openWith(...before, steps('id'))
    expect(db.applied).toEqual(['4_index'])
    const indexes = await db.hot.query(
      'i',
      `SELECT relname::text AS name, indisvalid AS is_valid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relname LIKE 'one\\_%' AND relname <> 'one_pkey' ORDER BY 1`,
      [],
    )
    expect(indexes).toEqual([
      { name: 'one_name', is_valid: true },
      { name: 'one_other', is_valid: true },
    ])
    await db.hot.query('d4', 'DROP INDEX one_name, one_other', [])
    await db.hot.query('d5', "DELETE FROM _prisma_migrations WHERE migration_name = '4_index'", [])
    await closeAll()
  })

  test('refuses: a migration that changed after it was applied (ERR_MIGRATION)', async () => {
    const changed = migration('2_second', `${second.sql} -- harmless`)
    const third = migration('3_broken', 'CREATE TABLE three (id INT);')
    await expect(openWith(first, changed, third)).rejects.toMatchObject({
      code: 'ERR_MIGRATION',
      message: 'The migration 2_second was changed after it was applied to this database.',
    })
    await closeAll()
  })

  test('refuses: a database of a newer version, and changes nothing (ERR_DATABASE_NEWER)', async () => {
    // One that it lacks, too: it must not be applied.
    const other = migration('4_other', 'CREATE TABLE four (id INT);')
    await expect(openWith(first, second, other)).rejects.toMatchObject({
      code: 'ERR_DATABASE_NEWER',
      message: 'The database has the migration 3_broken, which this version does not know.',
    })
    const third = migration('3_broken', 'CREATE TABLE three (id INT);')
    const db = await openWith(first, second, third)
    expect(await db.hot.query('f', "SELECT to_regclass('four')::text AS found", [])).toEqual([
      { found: null },
    ])
    await closeAll()
  })

  test('refuses: a migration that another program began and did not finish (ERR_MIGRATION)', async () => {
    const third = migration('3_broken', 'CREATE TABLE three (id INT);')
    const db = await openWith(first, second, third)
    await db.hot.query(
      'u',
      "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '3_broken'",
      [],
    )
    await expect(openWith(first, second, third)).rejects.toMatchObject({
      code: 'ERR_MIGRATION',
      message: 'The migration 3_broken started on this database and did not finish.',
    })
    await db.hot.query(
      'r',
      'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL',
      [],
    )
    await db.hot.query('d', 'DROP TABLE three', [])
    expect((await openWith(first, second, third)).applied).toEqual(['3_broken'])
    await closeAll()
  })
})

// It waits for every statement that began before it, so none may wait for it meanwhile.
const index = migration('3_index', 'CREATE INDEX CONCURRENTLY "one_name" ON "one"("name");')

test('behavior: one of several parallel runners on one PostgreSQL applies the migrations, the others wait', async () => {
  const server = await startPostgres()
  try {
    const dbs = await Promise.all(
      Array.from({ length: 5 }, () => openPostgres({ url: server.url, migrations: [first, second, index] })),
    )
    expect(dbs.map((db) => db.applied.length).sort()).toEqual([0, 0, 0, 0, 3])
    for (const db of dbs) await db.close()
  } finally {
    await server.close()
  }
})

test('behavior: a migration that waits for a backup lets requests through, tells, and runs once the backup has ended', async () => {
  const server = await startPostgres()
  const said: string[] = []
  const [backup, request] = [new Client(server.url), new Client(server.url)]
  try {
    const db = await openPostgres({ url: server.url, migrations: [first] })
    await Promise.all([backup.connect(), request.connect()])
    // What pg_dump locks.
    await backup.query('BEGIN; LOCK TABLE one IN ACCESS SHARE MODE')
    const started = openPostgres({
      ...{ url: server.url, migrations: [first, second] },
      warn: (sentence) => void said.push(sentence),
    })
    await vi.waitFor(() => expect(said[0]).toMatch(/^The migration 2_second waits for transactions/), 20_000)
    // It holds a request back for a moment only, however long the backup takes.
    for (let i = 0; i < 20; i++) await request.query("SET statement_timeout = '5s'; SELECT count(*) FROM one")
    await backup.query('COMMIT')
    const migrated = await started
    expect(migrated.applied).toEqual(['2_second'])
    await Promise.all([db.close(), migrated.close()])
  } finally {
    await Promise.all([backup.end(), request.end()])
    await server.close()
  }
}, 60_000)

test('behavior: the limits of a role do not end a migration', async () => {
  const server = await startPostgres()
  try {
    const admin = new Client(server.url)
    await admin.connect()
    for (const limit of ['statement_timeout', 'lock_timeout'])
      await admin.query(`ALTER DATABASE postgres SET ${limit} = '100ms'`)
    await admin.end()
    const slow = migration('2_slow', 'SELECT pg_sleep(0.5); ALTER TABLE one ADD COLUMN name TEXT;')
    const db = await openPostgres({ url: server.url, migrations: [first, slow, index] })
    expect(db.applied).toEqual(['1_first', '2_slow', '3_index'])
    await db.close()
  } finally {
    await server.close()
  }
})
