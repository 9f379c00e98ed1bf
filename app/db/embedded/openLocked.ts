import { existsSync } from 'node:fs'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { claimLock } from '../lock/claimLock.ts'
import { checkOwner, openFiles } from './openFiles.ts'

export type LockedFiles = {
  readonly pglite: PGlite
  /** Close the database, and release its lock. */
  readonly close: () => Promise<void>
}

/**
 * Lock and open the files of the embedded database, as they are: nothing migrates.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_ENVIRONMENT
 */
export async function openLocked({
  dataDir,
  creates,
  tell,
}: {
  dataDir: string
  /** Whether to create the files if there are none. */
  creates: boolean
  /** Receives what takes long. */
  tell?: ((sentence: string) => void) | undefined
}): Promise<LockedFiles> {
  checkOwner({ dataDir })
  const release = await claimLock({
    file: path.join(dataDir, 'pg.lock'),
    holds: `The database in ${dataDir}`,
  })
  try {
    const files = path.join(dataDir, 'pg')
    if (creates && !existsSync(files)) {
      tell?.(`Making the embedded database in ${dataDir}. This may take half a minute, and is done once.`)
      // Imported here, so that a server on PostgreSQL does not load PGlite.
      const { createFiles } = await import('./createFiles.ts')
      await createFiles({ files })
    }
    const pglite = await openFiles({ files })
    const close = async () => {
      await pglite.close()
      release()
    }
    return { pglite, close }
  } catch (error) {
    release()
    throw error
  }
}
