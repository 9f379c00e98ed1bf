import type { Database } from '../../../app/db/database.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../../app/db/openAttachedPGlite.ts'
import { openPGliteInMemory } from './openPGliteInMemory.ts'

/** Open an empty database of this app with all migrations, on a PGlite in memory. */
export async function openMemoryDatabase(): Promise<Database> {
  const migrations = findMigrations()
  const pglite = await openPGliteInMemory({ migrations })
  return openAttachedPGlite({ pglite, migrations, end: () => pglite.close() })
}
