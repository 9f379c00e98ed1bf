import type { Database } from './database.ts'
import { findMigrations, type Migration } from './migrations/findMigrations.ts'
import { openPGlite } from './openPGlite.ts'
import { openPostgres } from './openPostgres.ts'
import type { DatabaseSettings } from './readDatabaseSettings.ts'

/**
 * Open the database and migrate it.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_MIGRATION, ERR_DATABASE_NEWER, ERR_ENVIRONMENT
 * @throws {UpstreamError} ERR_DATABASE_AWAY
 */
export async function openDatabase(
  parameters: DatabaseSettings & { migrations?: readonly Migration[] },
): Promise<Database> {
  const { migrations = findMigrations() } = parameters
  if (parameters.kind === 'postgresql') return openPostgres({ ...parameters, migrations })
  return openPGlite({ dataDir: parameters.dataDir, migrations })
}
