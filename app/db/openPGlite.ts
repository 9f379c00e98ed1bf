import { existsSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { SetupError } from '../core/errors/base.ts'
import { createFolder, formatFolderFault } from './createFolder.ts'
import type { Database } from './database.ts'
import { claimLock } from './lock/claimLock.ts'
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

/** Explain a fault of the folder or its disk; any other error stays as it is. */
export function describeFolderFault({ error, dataDir }: { error: unknown; dataDir: string }): unknown {
  const code = findFolderFault(error)
  if (code === null) return error
  return new SetupError('ERR_ENVIRONMENT', formatFolderFault({ folder: dataDir, code }), {
    hint: 'Let the user of the server write DATA_DIR, free space on its disk, or set DATA_DIR to another folder.',
    cause: error,
  })
}

/**
 * Refuse root where the database belongs to another user. PGlite writes files also when it only reads, and with one
 * file of root's the server's own user could not open the database any more.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function checkOwner({ dataDir }: { dataDir: string }): void {
  const owner = statSync(path.join(dataDir, 'pg'), { throwIfNoEntry: false })?.uid ?? 0
  if (process.getuid?.() !== 0 || owner === 0) return
  throw new SetupError(
    'ERR_ENVIRONMENT',
    `The database in ${dataDir} belongs to the user with the number ${owner}, and this process runs as root.`,
    { hint: 'Run it as that user: files of root would lock the server out of its database.' },
  )
}

/**
 * Open the files of a database that exists.
 * @throws {SetupError} ERR_ENVIRONMENT if they are damaged, or belong to another user in part
 */
export async function openFiles(parameters: { PGlite: typeof PGlite; files: string }): Promise<PGlite> {
  const { PGlite, files } = parameters
  try {
    return await PGlite.create(files)
  } catch (cause) {
    if (findFolderFault(cause) !== null) throw cause
    throw new SetupError('ERR_ENVIRONMENT', `The embedded database in ${files} cannot be opened.`, {
      hint: 'Check that the user of the server owns every file in it (chown -R). If so, the files are damaged: restore a backup (docs/backup.md).',
      cause,
    })
  }
}

type OpenPGliteParameters = {
  /** The folder for the files (`pg`) and their lock (`pg.lock`). */
  readonly dataDir: string
  readonly migrations: readonly Migration[]
  /** Receives what takes long. */
  readonly tell?: ((sentence: string) => void) | undefined
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
  const { dataDir, migrations, tell } = parameters
  await createFolder(dataDir)
  checkOwner({ dataDir })
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
    if (!existsSync(files)) {
      tell?.(`Making the embedded database in ${dataDir}. This may take half a minute, and is done once.`)
      await createFiles({ PGlite, files })
    }
    const pglite = await openFiles({ PGlite, files })
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
