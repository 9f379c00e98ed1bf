import type { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { createPrisma } from './createPrisma.ts'
import { createQueueByKey } from './createQueueByKey.ts'
import type { Database } from './database.ts'
import { createPreparedQuery } from './embedded/createPreparedQuery.ts'
import type { Migration } from './migrations/findMigrations.ts'
import { runMigrations } from './migrations/runMigrations.ts'
import { formatSettings, PLAN_SETTINGS } from './planSettings.ts'

/**
 * Migrate a running PGlite and open a database on it.
 * @throws {SetupError} ERR_MIGRATION, ERR_DATABASE_NEWER
 */
export async function openAttachedPGlite(parameters: {
  pglite: PGlite
  migrations: readonly Migration[]
  /** Called when the database is closed, to stop the engine. */
  end: () => Promise<void>
}): Promise<Database> {
  const { pglite, migrations, end } = parameters
  const query = async (sql: string, params: readonly unknown[]) =>
    (await pglite.query<Record<string, unknown>>(sql, [...params])).rows
  // No other process can open this database.
  const lock = <T>(run: () => Promise<T>) => run()
  const connection = { exec: (sql: string) => pglite.exec(sql), query, lock }
  const applied = await runMigrations({ connection, migrations })
  await pglite.exec(formatSettings(PLAN_SETTINGS))
  const prisma = createPrisma({ adapter: new PrismaPGlite(pglite) })
  let closed: Promise<void> | undefined
  return {
    engine: 'pglite',
    prisma,
    applied,
    alone: createQueueByKey(),
    // One connection, which every statement waits for.
    countConnections: () => ({}),
    hot: { query: await createPreparedQuery(pglite) },
    close: () => {
      closed ??= prisma.$disconnect().then(end)
      return closed
    },
  }
}
