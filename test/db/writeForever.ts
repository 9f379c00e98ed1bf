// Run by tests as a separate process: it writes nonces until it is killed and prints the stored ones.
// Words: the folder of the database, the length of each nonce's statement, and `plain` for files that ignore fsync.
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { createNoncesPort } from '../../app/db/nonces.ts'
import { openAttachedPGlite } from '../../app/db/openAttachedPGlite.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { openHotStores } from './openHotStores.ts'
import { sampleNonce, UNBOUND } from './samples.ts'

const WRITERS = 8
const [dataDir = '', length = '20', files = 'durable'] = process.argv.slice(2)

async function openPlain() {
  const pglite = await PGlite.create(path.join(dataDir, 'pg'))
  return openAttachedPGlite({ pglite, migrations: findMigrations(), end: () => pglite.close() })
}

const db =
  files === 'plain' ? await openPlain() : await openDatabase({ kind: 'pglite', dataDir, tell: console.error })
const nonces = createNoncesPort(openHotStores(db))
const writeForever = async () => {
  for (;;) {
    const value = randomBytes(16).toString('hex')
    // Random, because PostgreSQL compresses what repeats.
    const statement = randomBytes(Number(length) / 2).toString('hex')
    await nonces.issue(sampleNonce({ value, statement }), UNBOUND)
    writeSync(1, `${value}\n`)
  }
}
await Promise.all(Array.from({ length: WRITERS }, writeForever))
