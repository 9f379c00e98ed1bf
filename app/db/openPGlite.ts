import { createFolder } from './createFolder.ts'
import type { Database } from './database.ts'
import { describeFolderFault } from './embedded/openFiles.ts'
import { openLocked } from './embedded/openLocked.ts'
import type { Migration } from './migrations/findMigrations.ts'

/**
 * Open the embedded database. A lock prevents two processes on one folder, which would corrupt it without an error.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_MIGRATION, ERR_ENVIRONMENT if the folder cannot be read or written
 */
export async function openPGlite(parameters: OpenPGliteParameters): Promise<Database> {
  try {
    return await openFolder(parameters)
  } catch (error) {
    throw describeFolderFault({ error, dataDir: parameters.dataDir })
  }
}

type OpenPGliteParameters = {
  /** The folder for the files (`pg`) and their lock (`pg.lock`). */
  readonly dataDir: string
  readonly migrations: readonly Migration[]
  /** Receives what takes long. */
  readonly tell?: ((sentence: string) => void) | undefined
}

async function openFolder({ dataDir, migrations, tell }: OpenPGliteParameters): Promise<Database> {
  await createFolder(dataDir)
  const { pglite, close } = await openLocked({ dataDir, creates: true, tell })
  try {
    // Imported here, so that a server on PostgreSQL does not load it.
    const { openAttachedPGlite } = await import('./openAttachedPGlite.ts')
    return await openAttachedPGlite({ pglite, migrations, end: close })
  } catch (error) {
    await close()
    throw error
  }
}
