import { inject } from 'vitest'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { openMemoryDatabase } from '../standin/postgres/openMemoryDatabase.ts'
import { createDatabase } from './createDatabase.ts'

/** An engine for any number of empty test databases. */
export type Engine = {
  readonly name: string
  /** Start it; returns functions to open a new database on it and to stop it. */
  readonly start: () => Promise<RunningEngine>
}
export type RunningEngine = {
  readonly open: () => Promise<Database>
  readonly close: () => Promise<void>
}

/** The engines of every suite in this folder. `npm test` sets TEST_ENGINES to fewer if one is missing. */
export const engines: readonly Engine[] = [
  { name: 'PGlite', start: startEmbedded },
  { name: 'PostgreSQL', start: startServer },
].filter(({ name }) => (process.env.TEST_ENGINES ?? name).split(',').includes(name))

async function startEmbedded(): Promise<RunningEngine> {
  const opened: Database[] = []
  return {
    open: async () => {
      const db = await openMemoryDatabase()
      opened.push(db)
      return db
    },
    close: async () => {
      for (const db of opened) await db.close()
    },
  }
}

async function startServer(): Promise<RunningEngine> {
  const { url, template, pooled } = inject('postgres')
  const closers: (() => Promise<void>)[] = []
  return {
    open: async () => {
      const database = await createDatabase({ url, template })
      closers.push(database.drop)
      const opened = pooled ? pooled.replace(/\/postgres$/, `/${database.name}`) : database.url
      const db = await openPostgres({ url: opened, migrations: findMigrations() })
      closers.push(db.close)
      return db
    },
    close: async () => {
      for (const close of closers.reverse()) await close()
    },
  }
}
