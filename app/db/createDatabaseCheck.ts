import type { Database } from './database.ts'
import { findMigrations, type Migration } from './migrations/findMigrations.ts'

const READ_DONE = `SELECT migration_name AS name, current_setting('transaction_read_only') AS read_only
  FROM _prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`

/**
 * Make the check that the database answers, can be changed, and has every migration of this version. Further ones are
 * of a newer version that has started beside this one. One statement.
 */
export function createDatabaseCheck({
  db,
  migrations = findMigrations(),
}: {
  db: Database
  migrations?: readonly Migration[]
}): () => Promise<boolean> {
  return async () => {
    const rows = await db.hot.query('done_migrations', READ_DONE, [])
    if (rows.some((row) => row.read_only !== 'off')) return false
    const done = new Set(rows.map(({ name }) => String(name)))
    return migrations.every(({ name }) => done.has(name))
  }
}
