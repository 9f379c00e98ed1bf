import { openDatabase } from '../app/db/openDatabase.ts'
import { readDatabaseSettings } from '../app/db/readDatabaseSettings.ts'
import { checkEmbedded } from './checkEmbedded.ts'
import { describeFailure } from './describeFailure.ts'

// The server also migrates when it starts; this script migrates in advance.
try {
  const settings = readDatabaseSettings({ env: process.env })
  checkEmbedded({ settings, env: process.env })
  const db = await openDatabase({
    ...settings,
    warn: (sentence) => console.error(sentence),
    tell: console.log,
  })
  const which =
    settings.kind === 'postgresql'
      ? 'PostgreSQL at DATABASE_URL'
      : `the embedded database in ${settings.dataDir}`
  console.log(
    db.applied.length === 0
      ? `Nothing to do: ${which} is up to date.`
      : `Applied to ${which}: ${db.applied.join(', ')}.`,
  )
  await db.close()
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
