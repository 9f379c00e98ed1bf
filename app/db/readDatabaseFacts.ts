import { existsSync } from 'node:fs'
import path from 'node:path'
import { describeFolderFault } from './embedded/openFiles.ts'
import { openLocked } from './embedded/openLocked.ts'
import { openClient, unreachable } from './openPostgres.ts'
import type { DatabaseSettings } from './readDatabaseSettings.ts'

/** What the operator needs to know of a database. The last three are null for the embedded one. */
export type DatabaseFacts = {
  readonly version: string
  /** As in `server_version_num`. */
  readonly versionNumber: number
  readonly encoding: string
  /** Names of the migrations that it has. */
  readonly applied: readonly string[]
  /** Migrations that began and did not end. */
  readonly unfinished: readonly string[]
  /** By how much its clock is ahead of this machine's. */
  readonly skewSeconds: number | null
  readonly mostConnections: number | null
  readonly usedConnections: number | null
}
/** For each question. A table that somebody has locked must not stop the reader. */
const MOST_MS = 5_000
type Query = (sql: string) => Promise<readonly Record<string, unknown>[]>

const FACTS = `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
    pg_encoding_to_char(encoding) AS encoding, to_regclass('_prisma_migrations')::text AS history,
    current_setting('max_connections')::int AS most, (SELECT count(*)::int FROM pg_stat_activity) AS used
  FROM pg_database WHERE datname = current_database()`
const HISTORY = `SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations
  WHERE rolled_back_at IS NULL ORDER BY 1`

/**
 * Read facts about a database without changing it; null if there is no embedded one yet.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_ENVIRONMENT
 * @throws {UpstreamError} ERR_DATABASE_AWAY
 */
export async function readDatabaseFacts(settings: DatabaseSettings): Promise<DatabaseFacts | null> {
  if (settings.kind === 'postgresql') return readServed(settings.url)
  const { dataDir } = settings
  if (!existsSync(path.join(dataDir, 'pg'))) return null
  try {
    return await readEmbedded(dataDir)
  } catch (error) {
    throw describeFolderFault({ error, dataDir })
  }
}

async function readEmbedded(dataDir: string): Promise<DatabaseFacts> {
  const { pglite, close } = await openLocked({ dataDir, creates: false })
  try {
    const facts = await readFacts(async (sql) => (await pglite.query<Record<string, unknown>>(sql)).rows)
    return { ...facts, mostConnections: null, usedConnections: null, skewSeconds: null }
  } finally {
    await close()
  }
}

async function readServed(url: string): Promise<DatabaseFacts> {
  const client = openClient(url, { mostMs: MOST_MS })
  try {
    await client.connect()
    const query: Query = async (sql) => (await client.query(sql)).rows
    const facts = await readFacts(query)
    const asked = Date.now()
    const [clock] = await query('SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds')
    const here = (asked + Date.now()) / 2000
    return { ...facts, skewSeconds: Number(clock?.seconds) - here }
  } catch (cause) {
    throw unreachable(cause)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function readFacts(query: Query): Promise<Omit<DatabaseFacts, 'skewSeconds'>> {
  const [facts] = await query(FACTS)
  const history = facts?.history === null ? [] : await query(HISTORY)
  return {
    version: String(facts?.version),
    versionNumber: Number(facts?.number),
    encoding: String(facts?.encoding),
    applied: history.filter(({ finished }) => finished === true).map(({ name }) => String(name)),
    unfinished: history.filter(({ finished }) => finished !== true).map(({ name }) => String(name)),
    mostConnections: Number(facts?.most),
    usedConnections: Number(facts?.used),
  }
}
