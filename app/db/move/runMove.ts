import { existsSync } from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import type { Client } from 'pg'
import { PalisadeError, SetupError, UpstreamError } from '../../core/errors/base.ts'
import { isConnectionLoss } from '../createGuardedStore.ts'
import { describeFolderFault } from '../embedded/openFiles.ts'
import { openLocked } from '../embedded/openLocked.ts'
import type { Migration } from '../migrations/findMigrations.ts'
import { readDone } from '../migrations/runMigrations.ts'
import { openClient, openPostgres, unreachable } from '../openPostgres.ts'
import { readDatabaseFacts } from '../readDatabaseFacts.ts'
import { checkEmpty, checkTarget } from './checkTarget.ts'
import { listTables, type MovedTable } from './listTables.ts'
import { formatName, type QueryFunction } from './queryFunction.ts'
import { readDigest, TEXT_SETTINGS } from './readDigest.ts'
import { writeSequences } from './writeSequences.ts'
import { writeTable } from './writeTable.ts'

type RunMoveParameters = {
  /** The folder of the embedded database, which stays as it is. */
  readonly dataDir: string
  /** URL of an empty PostgreSQL. */
  readonly url: string
  /** This version's migrations. Both databases have them, or the target is empty. */
  readonly migrations: readonly Migration[]
  /** Receives a line for people about each table. */
  readonly say: (line: string) => void
}

const TELL_EVERY_MS = 2_000
const count = new Intl.NumberFormat('en-US')

/**
 * Copy everything from the embedded database into an empty PostgreSQL, in one transaction: all of it, or nothing. It
 * compares the number of rows and a checksum of each table before it commits. Returns how much it copied.
 * @throws {SetupError} ERR_ENVIRONMENT, ERR_DATABASE_LOCKED, ERR_MIGRATION, ERR_DATABASE_NEWER
 * @throws {UpstreamError} ERR_DATABASE_AWAY
 */
export async function runMove(parameters: RunMoveParameters): Promise<{ tables: number; rows: number }> {
  const { dataDir, url, migrations } = parameters
  if (!existsSync(path.join(dataDir, 'pg')))
    throw new SetupError('ERR_ENVIRONMENT', `There is no embedded database in ${dataDir}.`, {
      hint: 'Set DATA_DIR to the folder that the server uses.',
    })
  try {
    const { pglite, close } = await openLocked({ dataDir, creates: false })
    const source = createSource({ pglite, dataDir })
    try {
      await checkSource({ query: source.query, dataDir, migrations })
      const tables = await listTables(source.query)
      await createTables({ url, migrations })
      const rows = await writeTables({ ...parameters, source, tables })
      return { tables: tables.length, rows }
    } finally {
      await close()
    }
  } catch (error) {
    throw describeFolderFault({ error, dataDir })
  }
}

type Source = {
  readonly query: QueryFunction
  /** Run a `COPY` to `/dev/blob`. */
  readonly readRows: (sql: string) => Promise<Uint8Array>
}

function createSource({ pglite, dataDir }: { pglite: PGlite; dataDir: string }): Source {
  const throwUnreadable = (cause: unknown): never => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SetupError(
      'ERR_ENVIRONMENT',
      `The embedded database in ${dataDir} cannot be read: ${reason}.`,
      { hint: 'Nothing was copied. If its files are damaged, restore a backup (docs/backup.md).', cause },
    )
  }
  return {
    query: async (sql, params = []) => {
      const found = await pglite.query<Record<string, unknown>>(sql, [...params]).catch(throwUnreadable)
      return found.rows
    },
    readRows: async (sql) => {
      const { blob } = await pglite.query(sql).catch(throwUnreadable)
      return new Uint8Array((await blob?.arrayBuffer()) ?? [])
    },
  }
}

/** Check that the source has exactly this version's migrations. */
async function checkSource({
  query,
  dataDir,
  migrations,
}: {
  query: QueryFunction
  dataDir: string
  migrations: readonly Migration[]
}): Promise<void> {
  const [history] = await query("SELECT to_regclass('_prisma_migrations')::text AS name")
  const connection = { exec: query, query, lock: <T>(run: () => Promise<T>) => run() }
  const done = history?.name ? await readDone({ connection, migrations }) : new Set()
  if (done.size === migrations.length) return
  throw new SetupError('ERR_MIGRATION', `The embedded database in ${dataDir} is of an older version.`, {
    hint: 'Start this version once without DATABASE_URL, which migrates it, and stop it. Then run this command again.',
  })
}

/** Give an empty database this version's tables. */
async function createTables({ url, migrations }: Pick<RunMoveParameters, 'url' | 'migrations'>) {
  const facts = await readDatabaseFacts({ kind: 'postgresql', url })
  if (facts === null) throw new Error('A PostgreSQL has facts.')
  await runConnected(url, async (_, query) => {
    const tables = await listTables(query)
    checkTarget({ facts, tables, known: migrations.map(({ name }) => name) })
    await checkEmpty({ query, tables })
  })
  const opened = await openPostgres({ url, migrations })
  await opened.close()
}

async function writeTables({
  url,
  say,
  source,
  tables,
}: RunMoveParameters & {
  source: Source
  tables: readonly MovedTable[]
}): Promise<number> {
  for (const setting of TEXT_SETTINGS) await source.query(`SET ${setting}`)
  return runConnected(url, async (target, query) => {
    await query('BEGIN')
    for (const setting of TEXT_SETTINGS) await query(`SET LOCAL ${setting}`)
    const given = await listTables(query)
    checkSameTables(tables, given)
    await query(
      `LOCK TABLE ${tables.map(({ name }) => formatName(name)).join(', ')} IN ACCESS EXCLUSIVE MODE`,
    )
    // Again: a server may have started on it since.
    await checkEmpty({ query, tables: given })
    let all = 0
    for (const table of tables) {
      const expected = await readDigest({ query: source.query, table })
      let toldAt = performance.now()
      const tell = (rows: number) => {
        if (performance.now() - toldAt < TELL_EVERY_MS) return
        toldAt = performance.now()
        say(`${table.name}: ${count.format(rows)} of ${count.format(expected.rows)} rows`)
      }
      await writeTable({ readRows: source.readRows, target, table, tell })
      const found = await readDigest({ query, table })
      if (found.rows !== expected.rows || found.checksum !== expected.checksum) throw differs(table.name)
      say(`${table.name}: ${count.format(found.rows)} rows, checked`)
      all += found.rows
    }
    await writeSequences({ source: source.query, target: query })
    await query('COMMIT')
    await query('ANALYZE')
    return all
  })
}

function checkSameTables(ours: readonly MovedTable[], theirs: readonly MovedTable[]): void {
  const format = ({ name, columns, types }: MovedTable) => JSON.stringify([name, columns, types])
  const given = new Set(theirs.map(format))
  const missing = ours.find((table) => !given.has(format(table)))
  if (!missing && ours.length === theirs.length) return
  throw new SetupError(
    'ERR_MIGRATION',
    `The database at DATABASE_URL has other tables${missing ? `: "${missing.name}" differs` : ''}.`,
    { hint: 'Nothing was copied. Create an empty database, and run this command again.' },
  )
}

function differs(name: string): UpstreamError {
  return new UpstreamError(
    'ERR_DATABASE_AWAY',
    `The copy of the table "${name}" is not equal to the original.`,
    {
      hint: 'Nothing was copied. Run this command again. If it fails again, report the line.',
    },
  )
}

/** Run a function on one connection; closing it ends a transaction that was not committed. */
async function runConnected<T>(
  url: string,
  run: (client: Client, query: QueryFunction) => Promise<T>,
): Promise<T> {
  const client = openClient(url)
  try {
    await client.connect().catch((cause: unknown) => {
      throw unreachable(cause)
    })
    return await run(client, async (sql, params = []) => (await client.query(sql, [...params])).rows)
  } catch (cause) {
    if (cause instanceof PalisadeError) throw cause
    if (isConnectionLoss(cause)) throw unreachable(cause)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UpstreamError(
      'ERR_DATABASE_AWAY',
      `PostgreSQL at DATABASE_URL did not take the copy: ${reason}.`,
      { hint: 'Nothing was copied. Correct what it says, and run this command again.', cause },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}
