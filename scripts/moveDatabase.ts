import path from 'node:path'
import { SetupError } from '../app/core/errors/base.ts'
import { findMigrations } from '../app/db/migrations/findMigrations.ts'
import { runMove } from '../app/db/move/runMove.ts'
import { readDatabaseSettings } from '../app/db/readDatabaseSettings.ts'
import { describeFailure } from './describeFailure.ts'

/* npm run move-database: copy the embedded database of DATA_DIR into the empty PostgreSQL at DATABASE_URL. */
try {
  const settings = readDatabaseSettings({ env: process.env })
  if (settings.kind !== 'postgresql')
    throw new SetupError('ERR_ENVIRONMENT', 'DATABASE_URL is not set, so there is nothing to copy into.', {
      hint: 'Create an empty PostgreSQL database, set DATABASE_URL to it, and run this command again.',
    })
  const dataDir = path.resolve(process.env.DATA_DIR || '.data')
  const { tables, rows } = await runMove({
    dataDir,
    url: settings.url,
    migrations: findMigrations(),
    say: (line) => console.log(line),
  })
  const count = new Intl.NumberFormat('en-US').format(rows)
  console.log(
    `Copied ${count} rows of ${tables} tables. Each table has the same rows and checksum in both databases.`,
  )
  console.log('What to do next:')
  console.log(
    '1. Leave DATABASE_URL in the variables of the server, and start it. PALISADE_SECRET stays the same.',
  )
  console.log(
    `2. When all works, move ${path.join(dataDir, 'pg')} away. A server without DATABASE_URL would go on with that old copy.`,
  )
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
