import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { SetupError } from '../core/errors/base.ts'
import type { Database } from './database.ts'
import { claimLock } from './lock/claimLock.ts'
import type { Migration } from './migrations/findMigrations.ts'

/**
 * Open the embedded database. A lock prevents two processes on one folder, which would corrupt it without an error.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_MIGRATION, ERR_ENVIRONMENT if the folder cannot be written
 */
export async function openPGlite(parameters: OpenPGliteParameters): Promise<Database> {
  try {
    return await openFolder(parameters)
  } catch (error) {
    const code = findFolderFault(error)
    if (code === null) throw error
    throw new SetupError('ERR_ENVIRONMENT', `The folder ${parameters.dataDir} cannot be written: ${code}.`, {
      hint: 'Let the user of the server write DATA_DIR, free space on its disk, or set DATA_DIR to another folder.',
      cause: error,
    })
  }
}

type OpenPGliteParameters = {
  /** The folder for the files (`pg`) and their lock (`pg.lock`). */
  readonly dataDir: string
  readonly migrations: readonly Migration[]
}

const FOLDER_FAULTS = ['EACCES', 'EDQUOT', 'EEXIST', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS']
/** PGlite's own file system throws numbers. */
const PGLITE_FAULTS: Readonly<Record<number, string>> = {
  2: 'EACCES',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
}

/** The code of a fault of the folder or its disk; null for any other fault. */
function findFolderFault(error: unknown): string | null {
  const { name, errno, code } = Object(error) as { name?: unknown; errno?: unknown; code?: unknown }
  if (name === 'ErrnoError') return PGLITE_FAULTS[Number(errno)] ?? null
  return FOLDER_FAULTS.find((known) => known === code) ?? null
}

async function openFolder(parameters: OpenPGliteParameters): Promise<Database> {
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
