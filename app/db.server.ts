import { PalisadeError } from './core/errors/base.ts'
import type { Database } from './db/database.ts'
import { openDatabase } from './db/openDatabase.ts'
import { readDatabaseSettings } from './db/readDatabaseSettings.ts'
import { log } from './log/log.ts'

// Stored on the global object: Vite evaluates modules again after an edit, and a second opening would find the lock
// taken.
const held = globalThis as typeof globalThis & { palisadeDatabase?: Promise<Database> }

const LONGEST_WAIT_SECONDS = 10

/**
 * Get the database of this process; the first call opens it, and waits while PostgreSQL does not answer.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_MIGRATION, ERR_DATABASE_NEWER, ERR_ENVIRONMENT
 */
export async function loadDatabase({
  report,
}: {
  /** Receives every statement of PostgreSQL that ended. */
  report?: Parameters<typeof openDatabase>[0]['report']
} = {}): Promise<Database> {
  held.palisadeDatabase ??= openPatiently({
    ...readDatabaseSettings({ env: process.env }),
    warn: (sentence) => log.warn(sentence),
    tell: (sentence) => log.info(sentence),
    report,
  })
  const opening = held.palisadeDatabase
  try {
    return await opening
  } catch (error) {
    // Forget the failure: the database may be back at the next call.
    if (held.palisadeDatabase === opening) held.palisadeDatabase = undefined
    throw error
  }
}

async function openPatiently(settings: Parameters<typeof openDatabase>[0]): Promise<Database> {
  for (let waitSeconds = 1; ; waitSeconds = Math.min(2 * waitSeconds, LONGEST_WAIT_SECONDS)) {
    try {
      return await openDatabase(settings)
    } catch (error) {
      if (!(error instanceof PalisadeError) || error.code !== 'ERR_DATABASE_AWAY') throw error
      log.warn(`${error.message} The server tries again in ${waitSeconds} s.`)
      await new Promise((resolve) => setTimeout(resolve, waitSeconds * 1000))
    }
  }
}

/** Close the database of this process, if it was opened. */
export async function closeDatabase(): Promise<void> {
  const opened = held.palisadeDatabase
  held.palisadeDatabase = undefined
  if (opened) await (await opened).close()
}
