import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'

/*
 * Keep the lock `key` of a PostgreSQL for ever. Words: its URL, and how long a lock stays of which it hears nothing, in
 * milliseconds.
 */
const [url = '', quietMs] = process.argv.slice(2)
const db = await openPostgres({ url, migrations: findMigrations(), lockQuietMs: Number(quietMs) })
await db.alone('key', () => {
  console.log('locked')
  return new Promise<never>(() => {})
})
