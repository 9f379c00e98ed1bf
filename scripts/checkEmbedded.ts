import { existsSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from '../app/core/errors/base.ts'
import type { DatabaseSettings } from '../app/db/readDatabaseSettings.ts'

/**
 * Check that a command does not make an embedded database in the current folder. Where no variable names a database, the
 * server's variables are missing: the command would report success about an empty database that no server uses.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function checkEmbedded({
  settings,
  env,
}: {
  settings: DatabaseSettings
  env: Readonly<Record<string, string | undefined>>
}): void {
  if (settings.kind === 'postgresql' || env.DATA_DIR || existsSync(path.join(settings.dataDir, 'pg'))) return
  throw new SetupError(
    'ERR_ENVIRONMENT',
    `Neither DATABASE_URL nor DATA_DIR is set, and there is no embedded database in ${settings.dataDir}.`,
    {
      hint: 'Run this command with the variables of the server. To make an embedded database here, set DATA_DIR to its folder.',
    },
  )
}
