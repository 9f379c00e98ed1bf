import { openDatabase } from '../app/db/openDatabase.ts'
import { readDatabaseSettings } from '../app/db/readDatabaseSettings.ts'

// The server also migrates when it starts; this script migrates in advance.
const db = await openDatabase(readDatabaseSettings({ env: process.env }))
console.log(db.applied.length === 0 ? 'The database is up to date.' : `Applied ${db.applied.join(', ')}.`)
await db.close()
