import type { TestProject } from 'vitest/node'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import { type PoolMode, startPgbouncer } from '../standin/postgres/startPgbouncer.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { createDatabase } from './createDatabase.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL server of the suite: `url` of its first database, and the name of a migrated one to copy. */
    postgres: {
      readonly url: string
      readonly template: string
      /** The URL of the same server behind a PgBouncer, if TEST_POOLER names a mode. */
      readonly pooled: string | null
    }
  }
}

/**
 * Start one PostgreSQL for the whole suite, unless TEST_ENGINES leaves it out. A server per file took a minute of `npm
 * test`.
 */
export default async function startServer(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!(process.env.TEST_ENGINES ?? 'PostgreSQL').split(',').includes('PostgreSQL')) return undefined
  const server = await startPostgres()
  const template = await createDatabase({ url: server.url })
  const db = await openPostgres({ url: template.url, migrations: findMigrations() })
  // PostgreSQL copies a database only while it has no connections.
  await db.close()
  const mode = process.env.TEST_POOLER as PoolMode | undefined
  const pooler = mode ? await startPgbouncer({ url: server.url, mode }) : null
  const pooled = pooler?.toPooled(server.url) ?? null
  project.provide('postgres', { url: server.url, template: template.name, pooled })
  return async () => {
    await pooler?.close()
    await server.close()
  }
}
