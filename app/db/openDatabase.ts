import type { Database } from './database.ts'
import type { EndedStatement } from './listenToStatements.ts'
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
  parameters: DatabaseSettings & {
    migrations?: readonly Migration[]
    /** Receives why a connection was lost. */
    warn?: (sentence: string) => void
    /** Receives what takes long. */
    tell?: (sentence: string) => void
    /** Receives every statement of PostgreSQL that ended. */
    report?: ((statement: EndedStatement) => void) | undefined
  },
): Promise<Database> {
  const { migrations = findMigrations(), warn, tell, report } = parameters
  if (parameters.kind === 'postgresql') return openPostgres({ ...parameters, migrations, warn, report })
  return openPGlite({ dataDir: parameters.dataDir, migrations, tell })
}
