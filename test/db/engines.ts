import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { attachPGlite } from '../../app/db/attachPGlite.ts'
import type { Database } from '../../app/db/database.ts'
import { findMigrations, type Migration } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { openPGliteInMemory } from '../standin/postgres/openPGliteInMemory.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'

/** An engine that holds any number of empty databases for tests. */
export type Engine = {
  readonly name: string
  /** Start it; answers how to open a fresh database on it and how to end it. */
  readonly start: () => Promise<RunningEngine>
}
export type RunningEngine = {
  readonly open: (parameters?: { migrations?: readonly Migration[] }) => Promise<Database>
  readonly close: () => Promise<void>
}

/** What every suite of this folder runs on. TEST_ENGINES names fewer where `npm test` has said that one is missing. */
export const engines: readonly Engine[] = [
  { name: 'PGlite', start: startEmbedded },
  { name: 'PostgreSQL', start: startServer },
].filter(({ name }) => (process.env.TEST_ENGINES ?? name).split(',').includes(name))

async function startEmbedded(): Promise<RunningEngine> {
  const opened: Database[] = []
  return {
    open: async ({ migrations = findMigrations() } = {}) => {
      const pglite = await openPGliteInMemory()
      const db = await attachPGlite({ pglite, migrations, end: () => pglite.close() })
      opened.push(db)
      return db
    },
    close: async () => {
      for (const db of opened) await db.close()
    },
  }
}

async function startServer(): Promise<RunningEngine> {
  const server = await startPostgres()
  const opened: Database[] = []
  return {
    open: async ({ migrations = findMigrations() } = {}) => {
      const db = await openPostgres({ url: await createDatabase(server.url), migrations })
      opened.push(db)
      return db
    },
    close: async () => {
      for (const db of opened) await db.close()
      await server.close()
    },
  }
}

async function createDatabase(url: string): Promise<string> {
  const name = `t${randomUUID().replaceAll('-', '')}`
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  return url.replace(/\/postgres$/, `/${name}`)
}
