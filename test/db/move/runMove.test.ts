import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { openLocked } from '../../../app/db/embedded/openLocked.ts'
import { claimLock } from '../../../app/db/lock/claimLock.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { runMove } from '../../../app/db/move/runMove.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { createDatabase, type TestDatabase } from '../createDatabase.ts'
import { checkRelease } from '../releases/checkRelease.ts'
import { type ReleaseFacts, writeRelease } from '../releases/release.ts'

/* One embedded database with a shop in it, and rows that a copy could change. It is copied into several PostgreSQLs. */
const migrations = findMigrations()
const ODD = {
  text: 'a\tb\nc\\d "e" \\N \\. {,} Ünï 🦊 \u007f',
  json: '{"a": [1, 1e-7, 12345678901234567890.123456789, null], "k\\"\\\\\\t": "\\u00e9 \\\\u0000"}',
  bytes: Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
}
let dataDir: string
let facts: ReleaseFacts
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-move-'))
  const db = await openDatabase({ kind: 'pglite', dataDir })
  facts = await writeRelease(db)
  await writeOddRows((sql, values) => db.prisma.$executeRawUnsafe(sql, ...values))
  await db.close()
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** Rows of every type of column. The sequence of `audit_entry` is ahead of its last row. */
async function writeOddRows(run: (sql: string, values: readonly unknown[]) => Promise<unknown>) {
  await run(
    `INSERT INTO session (id, shop, state, is_online, expires, refresh_token_expires, scope)
      VALUES ('odd', $1, '', true, '2026-03-29 02:59:59.999+01', '0099-12-31 23:59:59 BC', NULL)`,
    [ODD.text],
  )
  await run(
    `INSERT INTO gate_holder (shop_id, gate, fingerprint, first_on, last_on)
      VALUES (-9223372036854775808, 9223372036854775807, $1, '', '2026-01-01')`,
    [ODD.bytes],
  )
  await run(
    `INSERT INTO project (id, name, allowed_domains, redirect_uris, requirement, created_at, updated_at)
      VALUES ('odd', '', ARRAY[$1, '', 'NULL', 'a,b', '{x}'], '{}', $2::jsonb, 0, 0)`,
    [ODD.text, ODD.json],
  )
  for (let id = 1; id <= 3; id++)
    await run(`INSERT INTO audit_entry (shop_id, at, actor, action) VALUES (1, 0, 'system', $1)`, [`n${id}`])
  await run(`DELETE FROM audit_entry WHERE action = 'n3'`, [])
}

async function makeTarget(template?: string): Promise<TestDatabase> {
  const target = await createDatabase({ url: inject('postgres').url, ...(template && { template }) })
  onTestFinished(target.drop)
  return target
}
async function ask(url: string, sql: string, values: readonly unknown[] = []) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, [...values])).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}
const move = (url: string, say: (line: string) => void = () => undefined) =>
  runMove({ dataDir, url, migrations, say })
const ROWS = `SELECT sum((xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || quote_ident(relname), true, true, '')))[1]::text::int)::int AS n
  FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'`
const countRows = async (url: string) => (await ask(url, ROWS))[0]?.n

test('behavior: everything is copied, each value exactly, and the shop goes on on PostgreSQL', async () => {
  const { url } = await makeTarget()
  const lines: string[] = []
  const { tables, rows } = await move(url, (line) => lines.push(line))
  expect(lines).toHaveLength(tables)
  expect(lines).toContain('shop: 1 rows, checked')
  expect(rows).toBe(await countRows(url))

  const [session] = await ask(url, "SELECT *, expires::text FROM session WHERE id = 'odd'")
  expect(session).toMatchObject({ shop: ODD.text, scope: null, is_online: true })
  const [times] = await ask(
    url,
    `SELECT extract(epoch FROM expires)::text AS a, to_char(refresh_token_expires AT TIME ZONE 'UTC', 'YYYY BC') AS b
      FROM session WHERE id = 'odd'`,
  )
  expect(times).toEqual({ a: '1774749599.999000', b: '0099 BC' })
  const [holder] = await ask(url, "SELECT * FROM gate_holder WHERE first_on = ''")
  expect(holder).toMatchObject({
    ...{ shop_id: '-9223372036854775808', gate: '9223372036854775807' },
    fingerprint: ODD.bytes,
  })
  const [project] = await ask(
    url,
    `SELECT *, requirement::text AS json, requirement = $1::jsonb AS same FROM project WHERE id = 'odd'`,
    [ODD.json],
  )
  expect(project).toMatchObject({
    ...{ same: true, shop_id: null, redirect_uris: [] },
    allowed_domains: [ODD.text, '', 'NULL', 'a,b', '{x}'],
  })
  expect(project?.json).toContain('12345678901234567890.123456789')

  const [{ id } = {}] = await ask(
    url,
    `INSERT INTO audit_entry (shop_id, at, actor, action) VALUES (1, 0, 'system', 'next') RETURNING id`,
  )
  const [last] = await ask(url, "SELECT max(id) AS id FROM audit_entry WHERE action <> 'next'")
  expect(Number(id)).toBe(Number(last?.id) + 2)

  const db = await openDatabase({ kind: 'postgresql', url })
  expect(db.applied).toEqual([])
  await checkRelease({ db, facts })
  await db.close()
})

test('behavior: what fails in the middle leaves no row behind, and the next run copies all', async () => {
  const { url } = await makeTarget()
  const cut = move(url, async (line) => {
    if (line.startsWith('gate:'))
      await ask(
        url,
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      )
  })
  await expect(cut).rejects.toMatchObject({ code: 'ERR_DATABASE_AWAY' })
  expect(await countRows(url)).toBe(0)
  const { rows } = await move(url)
  expect(await countRows(url)).toBe(rows)
})

test('refuses: a copy that is not equal to the original, and keeps nothing of it (ERR_DATABASE_AWAY)', async () => {
  const { url } = await makeTarget(inject('postgres').template)
  await ask(
    url,
    `CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := NEW.name || ' '; RETURN NEW; END $$`,
  )
  await ask(url, 'CREATE TRIGGER change BEFORE INSERT ON gate FOR EACH ROW EXECUTE FUNCTION change()')
  await expect(move(url)).rejects.toMatchObject({
    code: 'ERR_DATABASE_AWAY',
    message: 'The copy of the table "gate" is not equal to the original.',
  })
  expect(await countRows(url)).toBe(0)
})

test('refuses: a database that has rows, tables of another program, or another version (ERR_ENVIRONMENT, ERR_MIGRATION)', async () => {
  const filled = await makeTarget(inject('postgres').template)
  await ask(filled.url, `INSERT INTO revoked_token (tid, expires_at) VALUES ('a', 1)`)
  await expect(move(filled.url)).rejects.toMatchObject({
    code: 'ERR_ENVIRONMENT',
    message: 'The database at DATABASE_URL is not empty: its table "revoked_token" has rows.',
  })
  expect(await countRows(filled.url)).toBe(1)

  const foreign = await makeTarget()
  await ask(foreign.url, 'CREATE TABLE blog (id int)')
  await expect(move(foreign.url)).rejects.toMatchObject({
    code: 'ERR_ENVIRONMENT',
    message: expect.stringContaining('a table "blog" of another program'),
  })
  expect(await ask(foreign.url, "SELECT to_regclass('_prisma_migrations') AS is")).toEqual([{ is: null }])

  const newer = await makeTarget(inject('postgres').template)
  await ask(
    newer.url,
    "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('n', 'n', now(), '9_new')",
  )
  await expect(move(newer.url)).rejects.toMatchObject({
    code: 'ERR_MIGRATION',
    message: expect.stringContaining('is of a newer version of Palisade'),
  })
})

test('behavior: a database with a part of the tables, as a move leaves it that was killed early, gets the others', async () => {
  const { url } = await makeTarget()
  const opened = await openDatabase({ ...{ kind: 'postgresql', url }, migrations: migrations.slice(0, 3) })
  await opened.close()
  const { rows } = await move(url)
  expect(await countRows(url)).toBe(rows)
})

test('refuses: a database that is not UTF8 (ERR_ENVIRONMENT)', async () => {
  const { url } = inject('postgres')
  await ask(url, "CREATE DATABASE moved_latin1 ENCODING 'LATIN1' TEMPLATE template0")
  onTestFinished(async () => void (await ask(url, 'DROP DATABASE moved_latin1')))
  await expect(move(url.replace(/\/postgres$/, '/moved_latin1'))).rejects.toMatchObject({
    code: 'ERR_ENVIRONMENT',
    message: 'The database at DATABASE_URL has the encoding LATIN1.',
  })
})

test('refuses: a source that a server uses, that is missing, or of another version (ERR_DATABASE_LOCKED, ERR_MIGRATION)', async () => {
  const { url } = await makeTarget()
  const release = await claimLock({ file: path.join(dataDir, 'pg.lock'), holds: 'The database' })
  try {
    await expect(move(url)).rejects.toMatchObject({ code: 'ERR_DATABASE_LOCKED' })
  } finally {
    release()
  }
  const none = path.join(dataDir, 'none')
  await expect(runMove({ dataDir: none, url, migrations, say: () => undefined })).rejects.toMatchObject({
    code: 'ERR_ENVIRONMENT',
    message: `There is no embedded database in ${none}.`,
  })
  const newer = { name: '29991231000000_later', sql: '', checksum: '' }
  await expect(
    runMove({ dataDir, url, migrations: [...migrations, newer], say: () => undefined }),
  ).rejects.toMatchObject({
    code: 'ERR_MIGRATION',
    message: `The embedded database in ${dataDir} is of an older version.`,
  })
  await expect(
    runMove({ dataDir, url, migrations: migrations.slice(0, -1), say: () => undefined }),
  ).rejects.toMatchObject({ code: 'ERR_DATABASE_NEWER' })
  expect(await ask(url, "SELECT to_regclass('shop') AS is")).toEqual([{ is: null }])
  // A refused run has released the source.
  await (await openLocked({ dataDir, creates: false })).close()
})
