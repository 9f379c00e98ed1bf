import { PalisadeError } from '../app/core/errors/base.ts'
import { formatError } from '../app/core/errors/formatError.ts'
import { openDatabase } from '../app/db/openDatabase.ts'
import { readDatabaseSettings } from '../app/db/readDatabaseSettings.ts'

// The server also migrates when it starts; this script migrates in advance.
try {
  const settings = readDatabaseSettings({ env: process.env })
  const db = await openDatabase({ ...settings, warn: (sentence) => console.error(sentence) })
  console.log(db.applied.length === 0 ? 'The database is up to date.' : `Applied ${db.applied.join(', ')}.`)
  await db.close()
} catch (error) {
  if (!(error instanceof PalisadeError)) throw error
  console.error(formatError(error))
  process.exitCode = 1
}
