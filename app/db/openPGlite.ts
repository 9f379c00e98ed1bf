import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import type { Database } from './database.ts'
import { claimLock } from './lock/claimLock.ts'
import type { Migration } from './migrations/findMigrations.ts'

/**
 * Open the embedded database. A lock prevents two processes on one folder, which would corrupt it without an error.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_MIGRATION
 */
export async function openPGlite(parameters: {
  /** The folder for the files (`pg`) and their lock (`pg.lock`). */
  dataDir: string
  migrations: readonly Migration[]
}): Promise<Database> {
  const { dataDir, migrations } = parameters
  await mkdir(dataDir, { recursive: true })
  const release = await claimLock({
    file: path.join(dataDir, 'pg.lock'),
    holds: `The database in ${dataDir}`,
  })
  let stop = async () => release()
  try {
    // Imported here, so that a server on PostgreSQL does not load it.
    const [{ PGlite }, { openAttachedPGlite }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('./openAttachedPGlite.ts'),
    ])
    const files = path.join(dataDir, 'pg')
    if (!existsSync(files)) await createFiles({ PGlite, files })
    const pglite = await PGlite.create(files)
    stop = async () => {
      await pglite.close()
      release()
    }
    return await openAttachedPGlite({ pglite, migrations, end: stop })
  } catch (error) {
    await stop()
    throw error
  }
}

// Creating the files takes seconds. If the process is killed meanwhile, no half-made database must remain.
async function createFiles(parameters: { PGlite: typeof PGlite; files: string }): Promise<void> {
  const { PGlite, files } = parameters
  const unfinished = `${files}.new`
  await rm(unfinished, { recursive: true, force: true })
  const pglite = await PGlite.create(unfinished)
  await pglite.close()
  await rename(unfinished, files)
}
