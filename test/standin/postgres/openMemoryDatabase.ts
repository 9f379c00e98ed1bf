import { attachPGlite } from '../../../app/db/attachPGlite.ts'
import type { Database } from '../../../app/db/database.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPGliteInMemory } from './openPGliteInMemory.ts'

/** Open a database of this app, up to date and empty, on a PGlite in memory. */
export async function openMemoryDatabase(): Promise<Database> {
  const migrations = findMigrations()
  const pglite = await openPGliteInMemory({ migrations })
  return attachPGlite({ pglite, migrations, end: () => pglite.close() })
}
