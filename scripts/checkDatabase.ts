import { readDatabaseFacts } from '../app/db/readDatabaseFacts.ts'
import { readDatabaseSettings } from '../app/db/readDatabaseSettings.ts'
import { checkEmbedded } from './checkEmbedded.ts'

/**
 * Check that PostgreSQL answers, if this environment names one, else that an embedded database is there. A server waits for
 * its database; a command calls this first, and ends at once.
 * @throws {SetupError} ERR_ENVIRONMENT
 * @throws {UpstreamError} ERR_DATABASE_AWAY
 */
export async function checkDatabase(): Promise<void> {
  // All variables that are wrong are told at once.
  await import('../app/env.server.ts')
  const settings = readDatabaseSettings({ env: process.env })
  checkEmbedded({ settings, env: process.env })
  if (settings.kind === 'postgresql') await readDatabaseFacts(settings)
}
