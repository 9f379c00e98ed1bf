import { statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { SetupError } from '../../core/errors/base.ts'
import { formatFolderFault } from '../createFolder.ts'
import { openDurable } from './openDurable.ts'

/** Two files of PostgreSQL's log, and what it writes of its tables, after a start that follows a crash. */
const LEAST_FREE_MB = 64

/**
 * Open the files of a database that exists.
 * @throws {SetupError} ERR_ENVIRONMENT if they are damaged, or belong to another user in part, or their disk is full
 */
export async function openFiles({ files }: { files: string }): Promise<PGlite> {
  try {
    return await openDurable({ files })
  } catch (cause) {
    if (findFolderFault(cause) !== null) throw cause
    // PostgreSQL ends in the same way whatever it could not write.
    const freeMb = readFreeMb(files)
    if (freeMb < LEAST_FREE_MB)
      throw new SetupError(
        'ERR_ENVIRONMENT',
        `The embedded database in ${files} cannot be opened: its disk is full, with ${freeMb} MB left.`,
        {
          hint: `Free at least ${LEAST_FREE_MB} MB there, and start the server again. Restore no backup.`,
          cause,
        },
      )
    throw new SetupError('ERR_ENVIRONMENT', `The embedded database in ${files} cannot be opened.`, {
      hint: 'Check that the user of the server owns every file in it (chown -R). If so, the files are damaged: restore a backup (docs/backup.md).',
      cause,
    })
  }
}

function readFreeMb(files: string): number {
  const { bavail, bsize } = statfsSync(files)
  return Math.floor((bavail * bsize) / 2 ** 20)
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

/** Explain a fault of the folder or its disk; any other error stays as it is. */
export function describeFolderFault({ error, dataDir }: { error: unknown; dataDir: string }): unknown {
  const code = findFolderFault(error)
  if (code === null) return error
  return new SetupError('ERR_ENVIRONMENT', formatFolderFault({ folder: dataDir, code }), {
    hint: 'Let the user of the server write DATA_DIR, free space on its disk, or set DATA_DIR to another folder.',
    cause: error,
  })
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
