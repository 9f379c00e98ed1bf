import type { Database } from './db/database.ts'
import { openDatabase } from './db/openDatabase.ts'
import { readDatabaseSettings } from './db/readDatabaseSettings.ts'

// Stored on the global object: Vite evaluates modules again after an edit, and a second opening would find the lock
// taken.
const held = globalThis as typeof globalThis & { palisadeDatabase?: Promise<Database> }

/**
 * Get the database of this process; the first call opens it.
 * @throws {SetupError} ERR_DATABASE_LOCKED, ERR_MIGRATION, ERR_ENVIRONMENT
 */
export async function loadDatabase(): Promise<Database> {
  held.palisadeDatabase ??= openDatabase(readDatabaseSettings({ env: process.env }))
  const opening = held.palisadeDatabase
  try {
    return await opening
  } catch (error) {
    // Forget the failure: the database may be back at the next call.
    if (held.palisadeDatabase === opening) held.palisadeDatabase = undefined
    throw error
  }
}

/** Close the database of this process, if it was opened. */
export async function closeDatabase(): Promise<void> {
  const opened = held.palisadeDatabase
  held.palisadeDatabase = undefined
  if (opened) await (await opened).close()
}
