import { openDatabase } from '../app/db/openDatabase.ts'
import { readDatabaseSettings } from '../app/db/readDatabaseSettings.ts'
import { describeFailure } from './describeFailure.ts'

// The server also migrates when it starts; this script migrates in advance.
try {
  const settings = readDatabaseSettings({ env: process.env })
  const db = await openDatabase({ ...settings, warn: (sentence) => console.error(sentence) })
  console.log(db.applied.length === 0 ? 'The database is up to date.' : `Applied ${db.applied.join(', ')}.`)
  await db.close()
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
